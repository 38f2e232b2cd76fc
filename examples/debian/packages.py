#!/usr/bin/env python3
"""Makes a case folder of a Debian package index: who needs whom.

    apt-cache dumpavail | python3 packages.py - debian-case
    python3 packages.py Packages.xz more/Packages.gz debian-case

Reads index files (plain, .gz, .xz, or .lz4 by way of apt-helper; "-" is standard input) and writes
entities.csv, attributions.csv, kinds.csv and relations.csv into a new folder. Where a package stands
in an index twice, the later stanza counts. Python 3.9 or later, the standard library alone.
"""

import argparse
import collections
import csv
import gzip
import hashlib
import io
import lzma
import os
import re
import subprocess
import sys

INDEX = "package-index"
APT_HELPER = "/usr/lib/apt/apt-helper"
FIELDS = {"Package", "Version", "Section", "Description", "Depends", "Pre-Depends", "Provides"}


def opened(path):
    """The text of an index, line by line."""
    if path == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    if path.endswith(".lz4"):
        run = subprocess.run([APT_HELPER, "cat-file", path], stdout=subprocess.PIPE, check=True)
        return io.StringIO(run.stdout.decode("utf-8", errors="replace"))
    open_file = {".gz": gzip.open, ".xz": lzma.open}.get(os.path.splitext(path)[1], open)
    return open_file(path, "rt", encoding="utf-8", errors="replace")


def stanzas(lines):
    """The fields of each package that this program reads; of the description, its first line."""
    fields, name = {}, None
    for line in lines:
        if line.strip() == "":
            if "Package" in fields:
                yield fields
            fields, name = {}, None
        elif not line[0].isspace():
            name, _, value = line.partition(":")
            if name in FIELDS:
                fields[name] = value.strip()
        elif name in FIELDS and name != "Description":
            fields[name] += " " + line.strip()
    if "Package" in fields:
        yield fields


def parts(text, separator):
    return [part.strip() for part in text.split(separator) if part.strip()]


def named(text):
    """The name in "libc6:any (>= 2.36) [amd64]", and whether a version stands behind it."""
    return re.split(r"[\s(\[:]", text, maxsplit=1)[0], "(" in text


def providers_of(packages):
    """Who provides what: for each name, packages with whether they provide a version of it."""
    providers = {}
    for package, fields in packages.items():
        for part in parts(fields.get("Provides", ""), ","):
            name, has_version = named(part)
            providers.setdefault(name, []).append((package, has_version))
    return providers


def needs_of(package, packages, providers):
    """What a package needs: a set of pairs, how it is put and which packages would do, each of
    which is needed. None of the packages may be in the index; versions are not compared."""
    fields = packages[package]
    needs = set()
    for field in ("Pre-Depends", "Depends"):
        for part in parts(fields.get(field, ""), ","):
            names, choice = [], set()
            for alternative in parts(part, "|"):
                name, has_version = named(alternative)
                names.append(name)
                if name in packages:
                    choice.add(name)
                choice |= {p for p, v in providers.get(name, []) if v or not has_version}
            if package not in choice:
                needs.add((" | ".join(names), frozenset(choice)))
    return needs


def circles_of(graph):
    """Strongly connected groups of more than one, each sorted. Tarjan, without recursion."""
    number, low, stack, waiting, circles = {}, {}, [], set(), []
    for root in graph:
        if root in number:
            continue
        walk = [(root, iter(graph[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while walk:
            node, rest = walk[-1]
            for child in rest:
                if child not in number:
                    number[child] = low[child] = len(number)
                    stack.append(child)
                    waiting.add(child)
                    walk.append((child, iter(graph[child])))
                    break
                if child in waiting:
                    low[node] = min(low[node], number[child])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == number[node]:
                    circle = []
                    while not circle or circle[-1] != node:
                        circle.append(stack.pop())
                        waiting.discard(circle[-1])
                    if len(circle) > 1:
                        circles.append(sorted(circle))
    return circles


def joined(needs):
    """The needs with packages that need each other made one, and who stands for whom: the one that
    most packages need."""
    graph = {
        package: [next(iter(choice)) for _, choice in sorted(its) if len(choice) == 1]
        for package, its in needs.items()
    }
    needed = collections.Counter(other for others in graph.values() for other in others)
    stands_for = {}
    for circle in circles_of(graph):
        for package in circle:
            stands_for[package] = min(circle, key=lambda p: (-needed[p], p))
    result = {}
    for package, its in needs.items():
        one = stands_for.get(package, package)
        kept = result.setdefault(one, set())
        for text, choice in its:
            choice = frozenset(stands_for.get(p, p) for p in choice)
            if one not in choice:
                kept.add((text, choice))
    return result, stands_for


def key_of(name):
    """A key: no name of a package has "_", and none of the rest is changed."""
    key = name.replace("+", "_").lower()
    if len(key) <= 100:
        return key
    return key[:80] + "." + hashlib.sha256(key.encode()).hexdigest()[:12]


class Folder:
    """The rows of the case folder."""

    def __init__(self):
        self.entities = [[INDEX, "document", "Package index", "", "", "", "", ""]]
        self.attributions = []
        self.keys = {INDEX}
        self.choices = {}

    def add_entity(self, key, kind, name, **cells):
        if key in self.keys:
            raise SystemExit(f"two entities would have the key {key}")
        self.keys.add(key)
        columns = ("upstream", "description", "aliases", "version", "section")
        self.entities.append([key, kind, name] + [cells.get(column, "") for column in columns])

    def add_need(self, source, target, joint):
        number = len(self.attributions) + 1
        self.attributions.append(
            [f"d{number}", source, "needed_by", target, joint, INDEX, "Depends"])

    def choice_key(self, text, choice):
        """The entity of a choice; one for each set of packages that would do."""
        if choice not in self.choices:
            key = key_of("one-of." + text.replace(" | ", ".or."))
            if key in self.keys:
                digest = hashlib.sha256(" ".join(sorted(choice)).encode()).hexdigest()[:12]
                key += "." + digest
            self.choices[choice] = key
            self.add_entity(key, "choice", "One of: " + text)
            for package in sorted(choice):
                self.add_need(key_of(package), key, "")
        return self.choices[choice]

    def write(self, path):
        os.mkdir(path)
        tables = {
            "kinds.csv": [["name", "parent"], ["package", "document"], ["choice", "document"]],
            "relations.csv": [
                ["name", "role", "phrase", "inverse_phrase", "shapes"],
                ["needed_by", "transmission", "is needed by", "needs", "document>document"],
            ],
            "entities.csv": [
                ["key", "kind", "name", "upstream", "description", "aliases", "version", "section"]
            ] + self.entities,
            "attributions.csv": [
                ["id", "source", "relation", "target", "joint", "according_to", "locator"]
            ] + self.attributions,
        }
        for name, rows in tables.items():
            with open(os.path.join(path, name), "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)


def folder_of(packages, needs, stands_for):
    folder = Folder()
    members = {}
    for package, one in stands_for.items():
        members.setdefault(one, []).append(package)
    for package in sorted(needs):
        fields, others = packages[package], sorted(members.get(package, []))
        others = [other for other in others if other != package]
        folder.add_entity(
            key_of(package), "package", package, upstream="" if needs[package] else "origin",
            description=fields.get("Description", ""), aliases=";".join(others),
            version=fields.get("Version", ""), section=fields.get("Section", ""))
    missing = {text for its in needs.values() for text, choice in its if not choice}
    for text in sorted(missing):
        folder.add_entity(
            key_of("missing." + text.replace(" | ", ".or.")), "package", text,
            description="Needed, and not in the index.")
    for package in sorted(needs):
        sources = set()
        for text, choice in sorted(needs[package], key=lambda need: (need[0], sorted(need[1]))):
            if not choice:
                sources.add(key_of("missing." + text.replace(" | ", ".or.")))
            elif len(choice) == 1:
                sources.add(key_of(next(iter(choice))))
            else:
                sources.add(folder.choice_key(text, choice))
        joint = "all" if len(sources) > 1 else ""
        for source in sorted(sources):
            folder.add_need(source, key_of(package), joint)
    return folder, missing


def supported(needs):
    """The packages that can be put in place one after the other, each with all that it needs."""
    waiting_for, open_needs, ready = {}, {}, []
    for package, its in needs.items():
        its = [choice for _, choice in its if choice]
        open_needs[package] = len(its)
        for choice in its:
            need = [package, False]
            for candidate in choice:
                waiting_for.setdefault(candidate, []).append(need)
        if not its:
            ready.append(package)
    done = set(ready)
    while ready:
        for need in waiting_for.get(ready.pop(), []):
            if need[1]:
                continue
            need[1] = True
            open_needs[need[0]] -= 1
            if open_needs[need[0]] == 0:
                done.add(need[0])
                ready.append(need[0])
    return done


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("index", nargs="+", help='index files; "-" is standard input')
    parser.add_argument("folder", help="the case folder to make; it must not be there")
    parser.add_argument(
        "--keep-circles", action="store_true",
        help="leave packages that need each other apart, so that `loops` shows them")
    options = parser.parse_args()

    packages = {}
    for path in options.index:
        for fields in stanzas(opened(path)):
            packages[fields["Package"]] = fields
    providers = providers_of(packages)
    needs = {package: needs_of(package, packages, providers) for package in packages}
    stands_for = {}
    if not options.keep_circles:
        needs, stands_for = joined(needs)
    folder, missing = folder_of(packages, needs, stands_for)
    folder.write(options.folder)

    print(
        f"packages: {len(packages)}; groups that need each other: {len(set(stands_for.values()))}; "
        f"choices: {len(folder.choices)}; needs that are not in the index: {len(missing)}; "
        f"attributions: {len(folder.attributions)}",
        file=sys.stderr)
    if stuck := len(needs) - len(supported(needs)):
        print(f"packages that only what needs them can serve: {stuck}", file=sys.stderr)


if __name__ == "__main__":
    main()
