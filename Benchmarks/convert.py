#!/usr/bin/env python3
"""Make a case folder (entities.csv, attributions.csv) of a generated graph.

    python3 convert.py --graph DIR --out DIR [--about-share 0.5] [--seed 1] [--fixed]

`--graph` is a folder with nodes.csv, edges.csv and meta.json, as the generator writes it. Node 17
becomes the entity `n17`; a source without a name gets the naming `unnamed`. Edges become
attributions, giver to receiver: kind 1 `cited_by`, 2 `quoted_by`, 3 `leaked_to`, 4 `published`,
5 `denied`; the confidence becomes a grade on the scale `confidence`, day 0 is 2015-01-01. Edges
of a shape that Headwater refuses are left out and counted.

`--about-share F` adds claims `c0` ..., lets documents assert them, and lets a share of the
transmissions be about one; matters.py describes how. `--fixed` adds the neighbourhood of fixed.py.

Rows are written as they are read. Memory is a byte for each node, and with claims eight more for
each document.
"""

import argparse
import csv
import datetime
import functools
import json
import os

import fixed
from matters import Matters

RELATIONS = {1: "cited_by", 2: "quoted_by", 3: "leaked_to", 4: "published", 5: "denied"}
TRANSMISSIONS = (1, 2, 3)
TYPES = ("document", "outlet", "person", "organisation")
DOCUMENT = TYPES.index("document")
DAY_ZERO = datetime.date(2015, 1, 1).toordinal()
ENTITY_COLUMNS = ("key", "kind", "name", "naming", "date")
ATTRIBUTION_COLUMNS = ("id", "source", "relation", "target", "about", "date", "grade")


def rows(folder, name):
    """The rows of a CSV file, without its header."""
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


@functools.lru_cache(maxsize=8192)
def day(number):
    return datetime.date.fromordinal(DAY_ZERO + int(number)).isoformat()


def is_allowed(kind, source_type, target_type):
    """Whether Headwater takes an attribution of this shape; there are no claims among the nodes."""
    if RELATIONS[kind] == "published":
        return source_type != DOCUMENT and target_type == DOCUMENT
    return True


class Conversion:
    """One graph on its way into one case folder."""

    def __init__(self, graph, about_share, seed):
        self.graph = graph
        with open(os.path.join(graph, "meta.json"), encoding="utf-8") as file:
            self.meta = json.load(file)
        self.types = bytearray(self.meta["nodes"])
        self.matters = None
        if about_share > 0:
            citations = (
                (int(row[1]), int(row[2]))
                for row in rows(graph, "edges.csv")
                if row[3] == "1")
            self.matters = Matters(self.meta["documents"], citations, about_share, seed)
        self.counts = {"entities": 0, "attributions": 0, "about": 0, "left out": 0}

    def entities(self):
        for number, kind, name, named, date in rows(self.graph, "nodes.csv"):
            self.types[int(number)] = TYPES.index(kind)
            naming = "named" if named == "1" else "unnamed"
            yield f"n{number}", kind, name, naming, day(date) if kind == "document" else ""
        if self.matters:
            for claim in range(self.matters.claims):
                yield f"c{claim}", "claim", f"Claim {claim}", "named", ""

    def attributions(self):
        """Comes after `entities`, which learns the types of the nodes."""
        for number, source, target, kind, date, confidence in rows(self.graph, "edges.csv"):
            source, target, kind = int(source), int(target), int(kind)
            if not is_allowed(kind, self.types[source], self.types[target]):
                self.counts["left out"] += 1
                continue
            claim = None
            if self.matters and kind in TRANSMISSIONS:
                claim = self.matters.about(target)
            self.counts["about"] += claim is not None
            about = "" if claim is None else f"c{claim}"
            yield (
                f"a{number}", f"n{source}", RELATIONS[kind], f"n{target}", about, day(date),
                f"confidence:{confidence}")
        if self.matters:
            for number, (document, claim) in enumerate(self.matters.assertions()):
                yield f"s{number}", f"n{document}", "asserted", f"c{claim}", "", "", ""


def convert(graph, out, about_share=0.0, seed=1, with_fixed=False):
    """Writes the case folder `out`; returns how many rows of what it has."""
    conversion = Conversion(graph, about_share, seed)
    os.makedirs(out, exist_ok=True)

    def write(name, columns, content, count, extra):
        written = 0
        with open(os.path.join(out, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in fixed.spread(content, count, extra if with_fixed else ()):
                writer.writerow(row)
                written += 1
        return written

    counts, meta = conversion.counts, conversion.meta
    counts["entities"] = write(
        "entities.csv", ENTITY_COLUMNS, conversion.entities(), meta["nodes"], fixed.entities())
    counts["attributions"] = write(
        "attributions.csv", ATTRIBUTION_COLUMNS, conversion.attributions(), meta["edges"],
        fixed.attributions())
    return counts


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--about-share", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fixed", action="store_true")
    options = parser.parse_args()
    counts = convert(
        options.graph, options.out, options.about_share, options.seed, options.fixed)
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
