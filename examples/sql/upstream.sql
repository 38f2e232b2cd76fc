-- Everything upstream of one entity: plain reachability over recorded transmissions and originations.
--
-- This is no chain. It follows every path, whatever matter it carries: an outlet leads to the sources
-- of all its stories. `headwater trace KEY --reach` keeps to the matter; its answer is a part of this.
--
--   sqlite3 -readonly case.db ".parameter set :key 'article'" ".read upstream.sql"
WITH RECURSIVE upstream (id) AS (
  SELECT id FROM entity WHERE key = :key
  UNION
  SELECT a.source FROM upstream u CROSS JOIN attribution a
  WHERE a.target = u.id AND a.status = 0 AND a.role < 2
)
SELECT e.key, k.name AS kind, coalesce(e.name, '') AS name
FROM upstream u JOIN entity e ON e.id = u.id LEFT JOIN entity_kind k ON k.id = e.kind
WHERE e.key <> :key
ORDER BY e.key;
