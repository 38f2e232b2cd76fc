"""The measurements: import, start-up, reach, and whether size matters to a small question."""

import csv
import os

import fixed
import peer
from processes import QUESTION_TIMEOUT, capture, run
from report import geometric_mean, median, ratio, span, spans, window

MEGABYTE = 1_000_000
START_REPEATS = 21


def files_of(path):
    """Size of a database with its WAL, in bytes."""
    return sum(
        os.path.getsize(path + suffix)
        for suffix in ("", "-wal", "-shm") if os.path.exists(path + suffix))


def remove(path):
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)


class Bench:
    """One run of the benchmark: the program, the folder that it works in, and the report."""

    def __init__(self, headwater, work, report, repeats):
        self.headwater, self.work, self.report, self.repeats = headwater, work, report, repeats

    def path(self, name):
        return os.path.join(self.work, name)

    def checked(self, what, *arguments, **options):
        """A run that has to succeed; one that does not is a problem, and None."""
        errors = self.path("stderr.txt")
        result = run(*arguments, errors=errors, **options)
        if result.code == 0:
            return result
        with open(errors, encoding="utf-8", errors="replace") as file:
            said = " ".join(file.read().split())[:200]
        outcome = "too slow" if result.code is None else f"exit code {result.code}"
        self.report.problem(f"{what}: {outcome}. {said}")
        return None

    # Import

    def import_case(self, folder, case):
        """Seconds and peak memory of `init` and `import` into a fresh case, or None."""
        remove(case)
        runs = [
            self.checked(f"{command[0]} {os.path.basename(folder)}", [self.headwater, *command],
                         watches_memory=True)
            for command in (["init", case], ["import", folder, "--case", case])]
        if None in runs:
            return None
        return sum(each.seconds for each in runs), max(each.peak_bytes for each in runs)

    def import_into_sqlite(self, folder, database):
        remove(database)
        script = self.path("import.sql")
        peer.write_import_script(folder, script)
        result = self.checked(
            "sqlite3 .import", ["sqlite3", "-init", os.devnull, "-batch", database],
            script=script, watches_memory=True)
        return result and (result.seconds, result.peak_bytes)

    def compare_imports(self, size, folder, case, rounds):
        database = self.path(f"plain-{size}.db")
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(self.import_case(folder, case))
            theirs.append(self.import_into_sqlite(folder, database))
        if None in ours + theirs:
            return False
        self.report.raw[f"import {size}"] = {"headwater": ours, "sqlite3": theirs}
        for index, what, unit in ((0, "import, s", 1), (1, "import, peak MB", MEGABYTE)):
            a, b = ([values[index] / unit for values in side] for side in (ours, theirs))
            self.report.add(
                what, size, span(a), span(b), f"{median(a) / median(b):.2f}",
                f"{rounds} alternating runs")
        a, b = files_of(case) / MEGABYTE, files_of(database) / MEGABYTE
        self.report.add("file, MB", size, f"{a:.3g}", f"{b:.3g}", f"{a / b:.2f}")
        remove(database)
        return True

    def verify(self, size, case):
        result = self.checked(
            f"verify at {size:,}", [self.headwater, "verify", "--case", case],
            watches_memory=True)
        if result:
            self.report.add(
                "verify, s", size, f"{result.seconds:.3g}",
                remark=f"peak {result.peak_bytes / MEGABYTE:.3g} MB; once")

    # Start-up

    def compare_start(self, size, case, edges, subject):
        measured = self.alternate(f"start-up at {size:,}", [
            [self.headwater, "--version"],
            [self.headwater, "show", f"n{subject}", "--case", case],
            peer.shell(edges, "SELECT 1"),
        ], repeats=START_REPEATS)
        if not measured:
            return
        times = dict(zip(("version", "show", "select"), measured))
        self.report.raw[f"start {size}"] = times
        for name, what in (("version", "--version, ms"), ("show", "show one entity, ms")):
            self.report.add(
                what, size, span(times[name]), span(times["select"]),
                f"{median(times[name]) / median(times['select']):.2f}", "sqlite3: SELECT 1")

    # Reach

    @property
    def has_reach(self):
        return "--reach" in capture([self.headwater, "help", "trace"])[0]

    def trace(self, key, case, *options):
        return [self.headwater, "trace", key, *options, "--format", "csv", "--case", case]

    def reach(self, graph, case, subject):
        """(hops, status) by node upstream as Headwater has it, without the subject, or None."""
        text, code = capture(self.trace(f"n{subject}", case, "--reach"))
        if code != 0:
            return None
        rows = csv.DictReader(text.splitlines())
        found = {graph.number(row["key"]): (int(row["hops"]), row["status"]) for row in rows}
        found.pop(subject, None)
        return found

    def check_reach(self, graph, case, edges, subject, depth, is_plain):
        """Headwater's answer, if both answers are right; what is wrong is a problem, and None.

        In the plain case the two are equal. With claims ours is part of plain reachability,
        and no nearer, as a chain that keeps to its matter is a path.
        """
        expected = graph.upstream(subject)
        del expected[subject]
        if peer.answer(edges, subject, depth) != expected:
            self.report.problem(f"sqlite3's reach of n{subject} is wrong")
        found = self.reach(graph, case, subject)
        wrong = None
        if found is None:
            wrong = "failed"
        elif is_plain:
            if {node: hops for node, (hops, _) in found.items()} != expected:
                wrong = "differs from plain reachability"
        elif any(hops < expected.get(node, hops + 1) for node, (hops, _) in found.items()):
            wrong = "has entities that are not upstream, or not so near"
        if wrong:
            self.report.problem(f"trace n{subject} --reach in {os.path.basename(case)}: {wrong}")
        return None if wrong else found

    def compare_reach(self, label, size, graph, case, edges, subjects, is_plain):
        measured = []
        for extent, depth, subject in subjects:
            found = self.check_reach(graph, case, edges, subject, depth, is_plain)
            if found is None:
                continue
            commands = [
                self.trace(f"n{subject}", case, "--reach"),
                peer.reach(edges, subject, depth),
                peer.reach_without_hops(edges, subject),
            ]
            times = self.alternate(f"reach of n{subject}", commands)
            if times:
                measured.append({
                    "subject": f"n{subject}", "plain": extent, "found": len(found),
                    "established": sum(status == "established" for _, status in found.values()),
                    "headwater": times[0], "sqlite3": times[1], "set": times[2]})
        self.report.raw[f"{label} {size}"] = measured
        if not measured:
            return
        for share, name in ((0.5, "median"), (0.95, "95th percentile")):
            self.add_reach(f"{label}, {name}, ms", size, window(measured, share))
        ratios = [median(each["headwater"]) / median(each["sqlite3"]) for each in measured]
        self.report.add(
            f"{label}, all", size, ratio=ratio(ratios, geometric_mean),
            remark=f"geometric mean of {len(ratios)} subjects; worst {max(ratios):.2f}")

    def alternate(self, what, commands, repeats=None):
        """Milliseconds of each command, run in turn, each round in the opposite order.

        None if one of them fails.
        """
        times = [[] for _ in commands]
        for round_number in range(repeats or self.repeats):
            order = range(len(commands))
            for index in reversed(order) if round_number % 2 else order:
                result = self.checked(what, commands[index], timeout=QUESTION_TIMEOUT)
                if not result:
                    return None
                times[index].append(1000 * result.seconds)
        return times

    def add_reach(self, what, size, group):
        """A row for the subjects around a percentile: medians, and the ratio run by run."""
        ours, theirs, sets = (
            [each[side] for each in group] for side in ("headwater", "sqlite3", "set"))
        ratios = [a / b for each in group for a, b in zip(each["headwater"], each["sqlite3"])]
        plain, found, established = (
            int(median(each[side] for each in group)) for side in ("plain", "found", "established"))
        extent = f"{plain:,} upstream"
        if found != plain:
            extent = f"{found:,} of {extent}, {established:,} established"
        self.report.add(
            what, size, spans(ours), spans(theirs), ratio(ratios),
            f"{extent}; sqlite3 without hops {spans(sets)}")

    # Size

    def compare_sizes(self, cases):
        """The same small neighbourhood in each of {size: case}."""
        sizes = sorted(cases)
        questions = {"trace": []} | ({"trace --reach": ["--reach"]} if self.has_reach else {})
        for name, options in questions.items():
            commands = [self.trace(fixed.SUBJECT, cases[size], *options) for size in sizes]
            answers = {capture(command) for command in commands}
            if len(answers) > 1 or {code for _, code in answers} != {0}:
                self.report.problem(f"{name} {fixed.SUBJECT} differs from case to case, or fails")
                continue
            times = self.alternate(f"{name} {fixed.SUBJECT}", commands)
            if not times:
                continue
            self.report.raw[f"fixed {name}"] = dict(zip(map(str, sizes), times))
            for size, measured in zip(sizes, times):
                against = [a / b for a, b in zip(measured, times[0])]
                self.report.add(
                    f"{name} {fixed.SUBJECT}, ms", size, span(measured),
                    ratio="" if size == sizes[0] else ratio(against),
                    remark="" if size == sizes[0] else f"ratio to {sizes[0]:,}")
