"""What a user would do without Headwater: the `sqlite3` shell on tables of their own.

Two files, neither of which is ever given to ANALYZE: with statistics SQLite 3.40 puts a Bloom
filter over the whole edge index in front of each query.

- Import: both CSV files into two plain tables of text, and an index on each end.
- Reach: one table of integers, WITHOUT ROWID, whose key (dst, kind, src) covers the question.

A recursive CTE cannot give least hops by itself: UNION over (node) finds what is upstream but
not how far, and UNION over (node, hops) does not end in a circle, or with a cap on depth is wrong
beyond it. So the fastest exact way was taken of five that were tried: level by level into a
temporary table. The shell has no loops; it is told how many levels there are, which a user would
not know, and it answers with numbers instead of keys. Both are in its favour.
"""

import csv
import os
import shlex
import sqlite3

from processes import capture

IMPORT_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
REACH_PRAGMAS = "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"
INDEXES = (
    "CREATE INDEX attribution_source ON attribution(source); "
    "CREATE INDEX attribution_target ON attribution(target);")
STEP = "CROSS JOIN edge e ON e.dst=s.n AND e.kind<=3"


def write_import_script(folder, path):
    """A script for the shell that imports the case folder."""
    lines = [IMPORT_PRAGMAS]
    for name, table in (("entities.csv", "entity"), ("attributions.csv", "attribution")):
        source = os.path.join(folder, name)
        with open(source, encoding="utf-8", newline="") as file:
            columns = ", ".join(f'"{column}" TEXT' for column in next(csv.reader(file)))
        lines.append(f"CREATE TABLE {table}({columns});")
        lines.append(f".import --csv --skip 1 {shlex.quote(source)} {table}")
    lines.append(INDEXES)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def make_edge_table(graph, path):
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE edge(dst INTEGER, kind INTEGER, src INTEGER, "
            "PRIMARY KEY (dst, kind, src)) WITHOUT ROWID")
        connection.executemany("INSERT INTO edge VALUES (?, ?, ?)", graph.edges())
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def shell(path, sql):
    return ["sqlite3", "-init", os.devnull, "-batch", "-csv", path, sql]


def reach(path, subject, depth):
    """The shell's command for all (node, least hops) upstream; the subject comes with 0."""
    levels = "".join(
        f"INSERT OR IGNORE INTO seen SELECT {level}, e.src FROM seen s {STEP} "
        f"WHERE s.h={level - 1};" for level in range(1, depth + 2))
    return shell(
        path,
        f"{REACH_PRAGMAS} CREATE TEMP TABLE seen(h INTEGER, n INTEGER PRIMARY KEY); "
        f"CREATE INDEX temp.seen_level ON seen(h); BEGIN; INSERT INTO seen VALUES (0, {subject});"
        f"{levels} COMMIT; SELECT n, h FROM seen;")


def reach_without_hops(path, subject):
    """The shell's command for the set alone: one CTE. Less than what is asked, for comparison."""
    return shell(
        path,
        f"{REACH_PRAGMAS} WITH RECURSIVE up(n) AS (VALUES ({subject}) UNION "
        f"SELECT e.src FROM up s {STEP}) SELECT n FROM up;")


def answer(path, subject, depth):
    """Hops by node, without the subject."""
    text, code = capture(reach(path, subject, depth))
    if code != 0:
        raise RuntimeError(f"sqlite3 ended with {code}")
    hops = {int(node): int(count) for node, count in csv.reader(text.splitlines())}
    hops.pop(subject, None)
    return hops
