#!/usr/bin/env python3
"""Compare Headwater with the `sqlite3` shell, each question from a process of its own.

    python3 cold.py --headwater PATH [--sizes 100000,1000000] [--json FILE]

Makes cases of each size with the generator ($HEADWATER_GENERATOR, by default
../shared/bench/generate.py beside the repository), measures import, start-up, reach and whether
size matters to a small question, and prints one table. Exits 1 if an answer is wrong or a
command fails, and 0 where there is no generator to make cases with. README.md says how to read it.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

import fixed
import peer
from convert import convert
from graph import Graph
from measure import Bench, remove
from processes import capture
from report import Report

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SMALLEST = 10_000
ABOUT_SHARE = 0.5


def find_generator():
    """The generator's path, and why nothing can be measured, or None."""
    default = os.path.join("..", "shared", "bench", "generate.py")
    name = os.environ.get("HEADWATER_GENERATOR", default)
    generator = os.path.join(ROOT, name) if name == default else os.path.abspath(name)
    if not os.path.exists(generator):
        why = f"there is no generator of cases, {name}; HEADWATER_GENERATOR names another"
    elif capture([sys.executable, "-c", "try: import numpy\nexcept ImportError: exit(1)"])[1]:
        why = "the generator of cases needs numpy"
    elif shutil.which("sqlite3") is None:
        why = "there is no sqlite3 shell to compare with"
    else:
        why = None
    return generator, why


def say(text):
    print(text, file=sys.stderr, flush=True)


class Suite:
    """The measurements in their order, on cases made as they are needed."""

    def __init__(self, options, generator, work):
        self.options, self.generator = options, generator
        self.report = Report()
        self.bench = Bench(options.headwater, work, self.report, options.repeats)
        self.cases = {}

    def folder(self, size, about_share=0.0):
        """A fresh case folder of `size` attributions."""
        graph = self.bench.path(f"graph-{size}")
        if not os.path.exists(graph):
            subprocess.run(
                [sys.executable, self.generator, "--edges", str(size), "--seed",
                 str(self.options.seed), "--out", graph], check=True, stdout=subprocess.DEVNULL)
        out = self.bench.path(f"folder-{size}-{'about' if about_share else 'plain'}")
        counts = convert(graph, out, about_share, self.options.seed, with_fixed=True)
        said = ", ".join(f"{name} {count:,}" for name, count in counts.items())
        self.report.note(f"{'with claims' if about_share else 'plain'} {size:,}: {said}")
        return out

    def measure_size(self, size):
        say(f"{size:,}: import")
        folder = self.folder(size)
        case = self.bench.path(f"plain-{size}-case.db")
        if not self.bench.compare_imports(size, folder, case, 3 if size <= 100_000 else 2):
            return
        self.cases[size] = case
        self.bench.verify(size, case)

        say(f"{size:,}: choosing subjects")
        graph = Graph(folder)
        edges = self.bench.path(f"edges-{size}.db")
        remove(edges)
        peer.make_edge_table(graph, edges)
        subjects = graph.subjects(self.options.subjects)
        self.bench.compare_start(size, case, edges, subjects[len(subjects) // 2][2])
        if not self.bench.has_reach:
            self.report.note("reach: skipped, this program has no `trace --reach`")
            return
        say(f"{size:,}: reach")
        self.bench.compare_reach("reach", size, graph, case, edges, subjects, is_plain=True)
        self.measure_with_claims(size, graph, edges, subjects)

    def measure_with_claims(self, size, graph, edges, subjects):
        say(f"{size:,}: reach, with claims")
        case = self.bench.path(f"about-{size}-case.db")
        if self.bench.import_case(self.folder(size, ABOUT_SHARE), case):
            self.bench.compare_reach(
                "reach with claims", size, graph, case, edges, subjects, is_plain=False)
            remove(case)

    def measure_independence(self):
        say("the same question in cases of all sizes")
        if SMALLEST not in self.cases:
            case = self.bench.path(f"plain-{SMALLEST}-case.db")
            if self.bench.import_case(self.folder(SMALLEST), case):
                self.cases[SMALLEST] = case
        if len(self.cases) > 1:
            self.bench.compare_sizes(self.cases)

    def add_notes(self):
        version = capture([self.options.headwater, "--version"])[0].strip()
        sqlite = capture(["sqlite3", "--version"])[0].split()[0]
        size = os.path.getsize(self.options.headwater) / 1e6
        for text in (
            f"headwater {version} ({size:.3g} MB), sqlite3 {sqlite}, Python "
            f"{platform.python_version()}, {os.cpu_count()} processors, {platform.system()}",
            f"sqlite3 .import: {peer.IMPORT_PRAGMAS} two plain tables, then {peer.INDEXES}",
            f"sqlite3 reach: {peer.REACH_PRAGMAS} edge(dst, kind, src) WITHOUT ROWID, level by "
            "level, told the depth; answers with numbers. ANALYZE is never run",
            "median (min); ratios are headwater / sqlite3, with the 95 % interval by bootstrap; "
            "percentiles are those of the number of entities upstream, five subjects around each",
            f"{fixed.SUBJECT}: {fixed.DOCUMENTS + fixed.PEOPLE} entities, the same in each case",
        ):
            self.report.note(text)

    def run(self):
        for size in self.options.sizes:
            self.measure_size(size)
        self.measure_independence()
        self.add_notes()
        print(self.report.text())
        if self.options.json:
            with open(self.options.json, "w", encoding="utf-8") as file:
                json.dump(self.report.json(), file, indent=1)
        return 1 if self.report.problems else 0


def sizes(text):
    return [int(float(size)) for size in text.split(",")]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--headwater", help="the program, a release build")
    parser.add_argument("--sizes", type=sizes, default=sizes("1e5,1e6"),
                        help="attributions in a case, with commas between (1e5,1e6)")
    parser.add_argument("--subjects", type=int, default=60, help="documents to ask about (60)")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each question (5)")
    parser.add_argument("--seed", type=int, default=1, help="of the generator and of claims (1)")
    parser.add_argument("--work", help="where cases are made; default: a temporary folder")
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder there")
    parser.add_argument("--json", help="write rows and single measurements to this file as well")
    parser.add_argument("--check", action="store_true",
                        help="only say whether it can run; exit code 3 if it is skipped")
    options = parser.parse_args()

    generator, why = find_generator()
    if why:
        print(f"Benchmarks/cold.py is skipped: {why}.")
    if why or options.check:
        sys.exit(3 if why and options.check else 0)
    if not options.headwater:
        parser.error("--headwater is missing")
    options.headwater = os.path.abspath(options.headwater)
    work = options.work or tempfile.mkdtemp(prefix="headwater-bench-")
    os.makedirs(work, exist_ok=True)
    os.environ.update({"HEADWATER_AUTHOR": "bench", "NO_COLOR": "1"})
    try:
        sys.exit(Suite(options, generator, work).run())
    finally:
        if options.keep or options.work:
            say(f"Cases are in {work}")
        else:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
