#!/usr/bin/env python3
"""Questions about a whole case: a snapshot, questions on it, loops, and how soon Ctrl-C ends one.

    python3 whole.py --headwater PROGRAM --warm PROGRAM [--sizes 100000,1000000] [--work DIR]

HEADWATER_GENERATOR names the generator of graphs, HEADWATER_PEERS a folder with csr_ref.c, the same
questions in C. What is not there is skipped and named. Exit code 1: an answer differs.
"""

import argparse
import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from array import array
from statistics import median

HERE = os.path.dirname(os.path.abspath(__file__))
MOMENTS = 20
SCAN = """SELECT sum(target), sum(source), sum(names), sum(relation), sum(basis), sum(id)
FROM attribution INDEXED BY {} WHERE {} > 0;"""
RUSTWORKX = """
import sqlite3, sys, rustworkx
rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT source, target FROM attribution"
    " WHERE status = 0 AND role < 2 AND target IS NOT NULL").fetchall()
graph = rustworkx.PyDiGraph()
graph.extend_from_edge_list(rows)
groups = [g for g in rustworkx.strongly_connected_components(graph) if len(g) > 1]
print(len(groups), sum(map(len, groups)), max(map(len, groups), default=0))
"""


def timed(arguments, repeats=3, **options):
    """The least seconds of some runs, and what the last one printed."""
    times, output = [], ""
    for _ in range(repeats):
        started = time.perf_counter()
        done = subprocess.run(arguments, capture_output=True, text=True, check=True, **options)
        times.append(time.perf_counter() - started)
        output = done.stdout
    return min(times), output


class Whole:
    def __init__(self, options):
        self.options, self.wrong = options, []

    def say(self, what, size, text):
        print(f"{what:28} {size:>10,}  {text}", flush=True)

    def prepare(self, size):
        """The graph and the case of a size; made once in the folder of work."""
        graph = os.path.join(self.options.work, f"g{size}")
        folder = os.path.join(self.options.work, f"f{size}")
        case = os.path.join(self.options.work, f"{size}.db")
        if not os.path.exists(os.path.join(graph, "meta.json")):
            # A program of Python's, as in cold.py.
            generator = [sys.executable, os.path.abspath(os.environ["HEADWATER_GENERATOR"])]
            subprocess.run(
                generator + ["--edges", str(size), "--seed", "1", "--out", graph], check=True)
        if not os.path.exists(case):
            subprocess.run(
                [sys.executable, os.path.join(HERE, "convert.py"), "--graph", graph, "--out",
                 folder], check=True, stdout=subprocess.DEVNULL)
            for command in (["init", case], ["import", folder, "--case", case]):
                subprocess.run(
                    [self.options.headwater] + command, check=True, stdout=subprocess.DEVNULL)
        return graph, case

    def edges(self, graph):
        """The information edges in a file for the C side; as Headwater takes them."""
        with open(os.path.join(graph, "meta.json"), encoding="utf-8") as file:
            meta = json.load(file)
        sources, targets = array("i"), array("i")
        with open(os.path.join(graph, "edges.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if int(row["kind"]) <= 3:
                    sources.append(int(row["src"]))
                    targets.append(int(row["dst"]))
        path = os.path.join(graph, "edges.bin")
        with open(path, "wb") as file:
            sources.tofile(file)
            targets.tofile(file)
        return path, meta["nodes"], meta["documents"]

    def warm(self, size, graph, case):
        peers = os.environ.get("HEADWATER_PEERS")
        source = peers and os.path.join(peers, "csr_ref.c")
        if not source or not os.path.exists(source) or not self.options.warm:
            self.say("warm", size, "skipped: HEADWATER_PEERS names no folder with csr_ref.c")
            return
        library = os.path.join(self.options.work, "csr_ref.so")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
        path, nodes, documents = self.edges(graph)
        done = subprocess.run(
            [self.options.warm, case, path, library, str(nodes), str(documents)],
            capture_output=True, text=True, check=False)
        if not done.stdout.startswith("{"):
            self.wrong.append(f"warm {size}: {done.stdout} {done.stderr}")
            return
        answer = json.loads(done.stdout)
        for query in answer["queries"]:
            if query["differing"]:
                self.wrong.append(f"{query['query']} {size}: {query['differing']} answers differ")
            for name in ("p50", "p95"):
                ours, theirs = query[name]["headwater"], query[name]["c"]
                self.say(
                    f"{query['query']}, {name}", size,
                    f"{ours:9.1f} µs, C {theirs:9.1f} µs, ratio {ours / max(theirs, 1e-3):.2f}")
        self.say("snapshot with keys", size, f"{answer['snapshot']:.3f} s")
        per_attribution = answer["bytes"] / answer["attributions"]
        self.say("bytes an attribution", size, f"{per_attribution:.1f}")

    def scan(self, size, case):
        script = SCAN.format("attribution_in", "target") + SCAN.format("attribution_out", "source")
        both, _ = timed(["sqlite3", "-batch", case, script])
        nothing, _ = timed(["sqlite3", "-batch", case, "SELECT 1"])
        started, _ = timed([self.options.headwater, "--version"])
        ours, _ = timed([self.options.headwater, "loops", "--limit", "1", "--format", "json",
                         "--case", case, "--relation", "leaked_to"])
        self.say(
            "snapshot and components", size,
            f"{ours - started:.3f} s, sqlite3 scans both indexes in {both - nothing:.3f} s, "
            f"ratio {(ours - started) / (both - nothing):.2f}")

    def loops(self, size, case):
        ours, output = timed(
            [self.options.headwater, "loops", "--format", "json", "--limit", "1000000",
             "--case", case])
        loops = json.loads(output)["loops"]
        sizes = [len(loop["members"]) for loop in loops]
        self.say(
            "loops, cold", size,
            f"{ours:.3f} s, {1e9 * ours / size:.0f} ns an edge, {len(loops)} loops")
        python = self.options.python
        if subprocess.run(
                [python, "-c", "import rustworkx"], capture_output=True, check=False).returncode:
            self.say("rustworkx", size, "missing: pip install rustworkx, --python names it")
            return
        theirs, output = timed([python, "-c", RUSTWORKX, case])
        found = f"{len(sizes)} {sum(sizes)} {max(sizes, default=0)}"
        if output.strip() != found:
            self.wrong.append(f"loops {size}: {found}, rustworkx {output.strip()}")
        self.say("sqlite3 and rustworkx", size, f"{theirs:.3f} s, ratio {theirs / ours:.1f}")

    def largest(self, case):
        """The document that most leads into."""
        _, key = timed(
            ["sqlite3", "-batch", case,
             "SELECT key FROM entity WHERE id = (SELECT target FROM fan_in JOIN entity ON "
             "entity.id = target JOIN entity_kind ON entity_kind.id = kind "
             "WHERE entity_kind.name = 'document' ORDER BY steps DESC, target LIMIT 1)"],
            repeats=1)
        return key.strip()

    def cancel(self, size, case, *question):
        """From SIGINT to the end of the process, at moments all through a run."""
        command = [self.options.headwater, *question, "--format", "json", "--case", case]
        whole, _ = timed(command, repeats=1)
        waits = []
        for moment in range(MOMENTS):
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            time.sleep(whole * (moment + 0.5) / MOMENTS)
            started = time.perf_counter()
            process.send_signal(signal.SIGINT)
            output = process.communicate()[0]
            if process.returncode == 130:
                waits.append(1000 * (time.perf_counter() - started))
                if '"interrupted"' not in output.decode():
                    self.wrong.append("an interrupted answer does not say so")
        if waits:
            self.say(
                f"Ctrl-C to exit, {question[0]}", size,
                f"{median(waits):.0f} ms, most {max(waits):.0f} ms, of {whole:.2f} s, "
                f"{len(waits)} times")

    def run(self):
        for size in self.options.sizes:
            graph, case = self.prepare(size)
            self.scan(size, case)
            self.loops(size, case)
            for question in (
                    ["loops", "--limit", "1000000"], ["load"],
                    ["independence", self.largest(case)]):
                self.cancel(size, case, *question)
            self.warm(size, graph, case)
        for problem in self.wrong:
            print(f"WRONG: {problem}")
        return 1 if self.wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headwater", required=True)
    parser.add_argument("--warm", help="the executable of Benchmarks/Warm")
    parser.add_argument("--python", default=sys.executable, help="a Python with rustworkx")
    parser.add_argument("--work", help="a folder to keep graphs and cases in")
    parser.add_argument(
        "--sizes", default=[100_000, 1_000_000],
        type=lambda text: [int(part) for part in text.split(",")])
    options = parser.parse_args()
    if not os.environ.get("HEADWATER_GENERATOR"):
        print("Skipped: HEADWATER_GENERATOR names no generator of graphs.")
        return 0
    if options.work:
        os.makedirs(options.work, exist_ok=True)
        return Whole(options).run()
    with tempfile.TemporaryDirectory() as options.work:
        return Whole(options).run()


if __name__ == "__main__":
    sys.exit(main())
