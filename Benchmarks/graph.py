"""A case folder's flow in memory, to choose subjects by and to check answers against.

Only transmissions are kept. Bylines (`published`) are flow as well, but a generated outlet
receives nothing, and such a byline is no step; stances are never one.
"""

import array
import csv
import os
import random
import sys

KINDS = {"cited_by": 1, "quoted_by": 2, "leaked_to": 3}
OTHERS = 1_000_000_000


class Graph:
    """Entities as numbers, 17 for `n17` and others from OTHERS on, and what they rest on."""

    def __init__(self, folder):
        self.other_keys = {}
        ends = array.array("q"), array.array("q"), array.array("b")
        with open(os.path.join(folder, "attributions.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                kind = KINDS.get(row["relation"])
                if kind:
                    ends[0].append(self.number(row["source"]))
                    ends[1].append(self.number(row["target"]))
                    ends[2].append(kind)
        self.documents = []
        with open(os.path.join(folder, "entities.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["kind"] == "document" and row["key"].startswith("n"):
                    self.documents.append(self.number(row["key"]))
        self._group_by_receiver(*ends)

    def number(self, key):
        if key.startswith("n"):
            return int(key[1:])
        return self.other_keys.setdefault(key, OTHERS + len(self.other_keys))

    def _group_by_receiver(self, givers, receivers, kinds):
        """Compressed rows: receiver r, by its place, has givers first[r] up to first[r + 1]."""
        self.receivers = sorted(set(receivers))
        self.place = {receiver: place for place, receiver in enumerate(self.receivers)}
        self.first = array.array("q", [0]) * (len(self.receivers) + 1)
        for receiver in receivers:
            self.first[self.place[receiver] + 1] += 1
        for place in range(len(self.receivers)):
            self.first[place + 1] += self.first[place]
        filled = self.first[:]
        self.givers = array.array("q", [0]) * len(givers)
        self.kinds = array.array("b", [0]) * len(givers)
        for giver, receiver, kind in zip(givers, receivers, kinds):
            position = filled[self.place[receiver]]
            filled[self.place[receiver]] += 1
            self.givers[position] = giver
            self.kinds[position] = kind

    def edges(self):
        """All (receiver, kind, giver), in order."""
        for place, receiver in enumerate(self.receivers):
            span = range(self.first[place], self.first[place + 1])
            for kind, giver in sorted((self.kinds[at], self.givers[at]) for at in span):
                yield receiver, kind, giver

    def upstream(self, subject):
        """What lies upstream of `subject`, with the least number of hops; `subject` has 0."""
        hops = {subject: 0}
        level, depth = [subject], 0
        while level:
            depth += 1
            following = []
            for receiver in level:
                place = self.place.get(receiver)
                if place is None:
                    continue
                for giver in self.givers[self.first[place]:self.first[place + 1]]:
                    if giver not in hops:
                        hops[giver] = depth
                        following.append(giver)
            level = following
        return hops

    def subjects(self, count, seed=1, sample=2000):
        """(size, depth, document) at even percentiles of size, smallest first.

        Of `sample` documents, without those that have nothing upstream.
        """
        chosen = random.Random(seed).sample(self.documents, min(sample, len(self.documents)))
        sized = []
        for document in sorted(chosen):
            hops = self.upstream(document)
            if len(hops) > 1:
                sized.append((len(hops) - 1, max(hops.values()), document))
        sized.sort()
        if not sized:
            sys.exit("no document of this graph has anything upstream")
        count = min(count, len(sized))
        return [sized[int((index + 0.5) * len(sized) / count)] for index in range(count)]
