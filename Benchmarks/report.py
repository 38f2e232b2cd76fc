"""The table of results, and the few statistics in it."""

import math
import random
from statistics import median


def span(values):
    """Median and least of the measurements of one thing."""
    return spans([values])


def spans(groups):
    """The same for several things, each measured several times: medians over all."""
    middle, least = median(map(median, groups)), median(map(min, groups))
    return f"{middle:.3g} (min {least:.3g})"


def bootstrap(values, statistic=median, rounds=2000, seed=1):
    """The 95 % interval of a statistic, by drawing again with replacement."""
    draw = random.Random(seed)
    results = sorted(statistic(draw.choices(values, k=len(values))) for _ in range(rounds))
    return results[int(rounds * 0.025)], results[int(rounds * 0.975)]


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def ratio(values, statistic=median):
    """A ratio with its interval, as text."""
    low, high = bootstrap(values, statistic)
    return f"{statistic(values):.2f} [{low:.2f}, {high:.2f}]"


def window(items, share, width=5):
    """The `width` items around a percentile of a sorted list."""
    middle = int(share * len(items))
    first = min(max(0, middle - width // 2), max(0, len(items) - width))
    return items[first:first + width]


class Report:
    """Rows under the same columns, notes below them, problems last and loud."""

    columns = ("measured", "size", "headwater", "sqlite3", "ratio", "remark")

    def __init__(self):
        self.rows, self.notes, self.problems, self.raw = [], [], [], {}

    def add(self, measured, size, ours="", theirs="", ratio="", remark=""):
        self.rows.append((measured, f"{size:,}" if size else "", ours, theirs, ratio, remark))

    def note(self, text):
        self.notes.append(text)

    def problem(self, text):
        """Something that must not be: the run goes on, and ends with exit code 1."""
        print(f"PROBLEM: {text}", flush=True)
        self.problems.append(text)

    def text(self):
        table = [self.columns, *self.rows]
        widths = [max(len(row[column]) for row in table) for column in range(len(self.columns))]
        rule = tuple("-" * width for width in widths)
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
            for row in (self.columns, rule, *self.rows)]
        lines += [""] + [f"- {note}" for note in self.notes]
        if self.problems:
            lines += ["", f"{len(self.problems)} PROBLEMS:"]
            lines += [f"  {problem}" for problem in self.problems]
        return "\n".join(lines)

    def json(self):
        return {
            "columns": self.columns, "rows": self.rows, "notes": self.notes,
            "problems": self.problems, "measurements": self.raw}
