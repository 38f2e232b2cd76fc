-- A Headwater case. docs/design/storage.md says why each index is there.
-- Codes: naming 0 named 1 pseudonym 2 role 3 unnamed 4 withheld; upstream and basis
-- 0 unexplored 1 origin 2 undisclosed 3 relayed; role 0 transmission 1 origination 2 stance
-- 3 association; status 0 recorded 1 suggested 2 rejected; terms 0 on_record 1 background
-- 2 deep_background 3 off_record 4 unknown. The views at the end spell them out.

CREATE TABLE case_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE entity_kind (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES entity_kind (id)
) STRICT;

CREATE TABLE relation (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 3),
  forward_phrase TEXT NOT NULL,
  backward_phrase TEXT NOT NULL,
  shapes TEXT NOT NULL,
  prov TEXT,
  cito TEXT,
  follow_the_money TEXT,
  UNIQUE (id, role)
) STRICT;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  key TEXT,
  key_folded TEXT,
  kind INTEGER REFERENCES entity_kind (id),
  name TEXT,
  naming INTEGER NOT NULL DEFAULT 0 CHECK (naming BETWEEN 0 AND 4),
  upstream INTEGER NOT NULL DEFAULT 0 CHECK (upstream BETWEEN 0 AND 2),
  date TEXT,
  earliest INTEGER,
  latest INTEGER,
  url TEXT,
  language TEXT,
  description TEXT,
  CHECK ((key IS NULL) = (key_folded IS NULL))
) STRICT;
CREATE UNIQUE INDEX entity_by_key ON entity (key_folded);
CREATE INDEX entity_by_kind ON entity (kind);
CREATE INDEX entity_withheld ON entity (key) WHERE naming = 4;

CREATE TABLE entity_alias (
  entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (entity, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_alias_text ON entity_alias (alias);

CREATE TABLE entity_label (
  entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  PRIMARY KEY (entity, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_by_label ON entity_label (label, entity);

-- A NULL value of type float is NaN: SQLite has no other place for it.
CREATE TABLE entity_property (
  entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  value ANY,
  PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_by_property ON entity_property (name, value, entity);

-- Read by nothing but --reveal-withheld: the entity row has a random key, its kind and its
-- upstream mark, and no more. Lists are texts with ';' between and '\;' inside.
CREATE TABLE protected_identity (
  entity INTEGER PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  key_folded TEXT NOT NULL UNIQUE,
  name TEXT,
  date TEXT,
  url TEXT,
  language TEXT,
  description TEXT,
  aliases TEXT,
  labels TEXT
) STRICT;

CREATE TABLE protected_property (
  entity INTEGER NOT NULL REFERENCES protected_identity (entity) ON DELETE CASCADE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  value ANY,
  PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE entity_search USING fts5 (
  name, aliases, description, tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE attribution (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES entity (id),
  relation INTEGER NOT NULL,
  role INTEGER NOT NULL,
  target INTEGER REFERENCES entity (id),
  target_attribution INTEGER REFERENCES attribution (id),
  about INTEGER REFERENCES entity (id),
  names INTEGER,
  date TEXT,
  earliest INTEGER,
  latest INTEGER,
  grade TEXT,
  grade_scale TEXT,
  terms INTEGER CHECK (terms BETWEEN 0 AND 4),
  basis INTEGER CHECK (basis BETWEEN 1 AND 3),
  joint TEXT,
  status INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 2),
  note TEXT,
  FOREIGN KEY (relation, role) REFERENCES relation (id, role),
  CHECK ((target IS NULL) <> (target_attribution IS NULL)),
  CHECK (names IS CASE WHEN about = source OR about = target THEN NULL ELSE about END)
) STRICT;
CREATE UNIQUE INDEX attribution_by_uid ON attribution (uid);
CREATE INDEX attribution_in ON attribution (
  target, status, role, names, source, relation, basis, earliest, latest, joint, about
);
CREATE INDEX attribution_out ON attribution (
  source, status, role, names, target, relation, basis, earliest, latest, joint, about
);
CREATE INDEX attribution_side ON attribution (source, role, target, relation) WHERE status = 0;
CREATE INDEX attribution_on_attribution ON attribution (target_attribution)
  WHERE target_attribution IS NOT NULL;
CREATE INDEX attribution_stance ON attribution (relation, target)
  WHERE role = 2 AND status = 0 AND target IS NOT NULL;
CREATE INDEX attribution_about ON attribution (about) WHERE about IS NOT NULL;

CREATE TABLE attribution_property (
  attribution INTEGER NOT NULL REFERENCES attribution (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  value ANY,
  PRIMARY KEY (attribution, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_by_property ON attribution_property (name, value, attribution);

-- How many recorded flow attributions end in a target, those from itself left out. Derived.
CREATE TABLE fan_in (
  target INTEGER PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
  steps INTEGER NOT NULL
) STRICT;

CREATE TABLE document_text (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES entity (id),
  version TEXT NOT NULL,
  media_type TEXT NOT NULL,
  retrieved TEXT,
  sha256 BLOB NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (document, version)
) STRICT;

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  attribution INTEGER NOT NULL REFERENCES attribution (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES entity (id),
  text_version TEXT,
  locator TEXT,
  quote TEXT,
  prefix TEXT,
  suffix TEXT,
  start_position INTEGER,
  end_position INTEGER,
  note TEXT,
  UNIQUE (attribution, ordinal)
) STRICT;
CREATE INDEX evidence_of_attribution ON evidence (attribution, document);
CREATE INDEX evidence_by_document ON evidence (document, attribution);

CREATE TABLE identity (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  entity INTEGER NOT NULL REFERENCES entity (id),
  other INTEGER NOT NULL REFERENCES entity (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'possibly_same', 'distinct', 'undone')),
  author TEXT,
  time TEXT,
  reason TEXT,
  supersedes INTEGER UNIQUE REFERENCES identity (id),
  CHECK (entity <> other)
) STRICT;
CREATE INDEX identity_by_entity ON identity (entity);
CREATE INDEX identity_by_other ON identity (other);

-- Which entity stands for each member of a group judged the same. Derived.
CREATE TABLE canonical_entity (
  entity INTEGER PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
  canonical INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX canonical_member ON canonical_entity (canonical, entity);

CREATE TABLE change_set (
  id INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  author TEXT NOT NULL,
  author_salt BLOB,
  author_digest BLOB NOT NULL,
  reason TEXT,
  reason_salt BLOB,
  reason_digest BLOB
) STRICT;

-- was: the row before, as JSON; NULL where it was added. became: the digest of the row after;
-- NULL where it was removed. hash: over this row and the hash before it.
CREATE TABLE change (
  sequence INTEGER PRIMARY KEY,
  change_set INTEGER NOT NULL REFERENCES change_set (id),
  item INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  was TEXT,
  became BLOB,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX change_of_item ON change (item, item_id, sequence);

-- What concerns a withheld source. An empty salt: noted before it was withheld or, where was is
-- NULL, purged; x'00': of other rows, purged.
CREATE TABLE change_salt (
  sequence INTEGER PRIMARY KEY REFERENCES change (sequence),
  salt BLOB NOT NULL,
  was TEXT
) STRICT;

CREATE VIEW entities AS
SELECT e.key, k.name AS kind, e.name,
  CASE e.naming WHEN 0 THEN 'named' WHEN 1 THEN 'pseudonym' WHEN 2 THEN 'role'
    WHEN 3 THEN 'unnamed' ELSE 'withheld' END AS naming,
  CASE e.upstream WHEN 0 THEN 'unexplored' WHEN 1 THEN 'origin' ELSE 'undisclosed' END AS upstream,
  e.date, e.url, e.language, e.description
FROM entity e LEFT JOIN entity_kind k ON k.id = e.kind;

CREATE VIEW attributions AS
SELECT a.uid AS id, s.key AS source, r.name AS relation,
  coalesce(t.key, 'attribution:' || ta.uid) AS target, w.key AS about, a.date,
  a.grade, a.grade_scale,
  CASE a.terms WHEN 0 THEN 'on_record' WHEN 1 THEN 'background' WHEN 2 THEN 'deep_background'
    WHEN 3 THEN 'off_record' WHEN 4 THEN 'unknown' END AS terms,
  CASE a.basis WHEN 1 THEN 'origin' WHEN 2 THEN 'undisclosed' WHEN 3 THEN 'relayed' END AS basis,
  a.joint,
  CASE a.status WHEN 0 THEN 'recorded' WHEN 1 THEN 'suggested' ELSE 'rejected' END AS status,
  CASE WHEN s.naming = 4 OR t.naming = 4 OR EXISTS (
      WITH RECURSIVE under (id) AS (
        SELECT a.target_attribution UNION
        SELECT b.target_attribution FROM under JOIN attribution b ON b.id = under.id)
      SELECT 1 FROM under JOIN attribution b ON b.id = under.id
      JOIN entity e ON e.id IN (b.source, b.target) WHERE e.naming = 4)
    THEN NULL ELSE a.note END AS note
FROM attribution a
JOIN entity s ON s.id = a.source
JOIN relation r ON r.id = a.relation
LEFT JOIN entity t ON t.id = a.target
LEFT JOIN attribution ta ON ta.id = a.target_attribution
LEFT JOIN entity w ON w.id = a.about;

CREATE VIEW history AS
SELECT c.sequence, s.time, s.author,
  CASE WHEN s.id NOT IN (
    SELECT d.change_set FROM change_salt t JOIN change p ON p.sequence = t.sequence
    JOIN change d ON d.item = p.item AND d.item_id = p.item_id WHERE length(t.salt) <> 1)
  THEN s.reason END AS reason,
  CASE c.item WHEN 0 THEN 'entity' WHEN 1 THEN 'attribution' WHEN 2 THEN 'text'
    WHEN 3 THEN 'identity' WHEN 4 THEN 'relation' WHEN 5 THEN 'kind' ELSE 'setting' END AS item,
  c.item_id,
  CASE WHEN c.was IS NULL THEN 'added' WHEN c.became IS NULL THEN 'removed'
    ELSE 'changed' END AS action
FROM change c JOIN change_set s ON s.id = c.change_set;
