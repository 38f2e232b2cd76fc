"""Claims for a generated graph: what the attributions of a case can be about.

The model, deterministic by seed:

- One claim for every 20 documents. Each document has a main claim: with probability 0.8 that
  of the first earlier document which it cites, else the one that is new when it appears. So a
  claim travels along citations, and starts in a handful of documents that appear together.
- A document asserts its main claim with probability 0.7, and with probability 0.15 (whether or
  not it does that) another one besides. The rest have no claims on record.
- Of the transmissions a share (`--about-share`) names an `about`: with probability 0.75 the
  receiving document's main claim, else any claim at all. What an agent receives is about any claim.

Going upstream from a document this gives all three sorts of steps: established ones (the claim
in force is named, or the giver asserts it), possible ones (nothing is named, and the giver is
not known to assert the claim), and steps on other matters, which are none.
"""

import array
import random

DOCUMENTS_PER_CLAIM = 20
INHERITS = 0.8
ASSERTS = 0.7
ASSERTS_ANOTHER = 0.15
NAMES_MAIN_CLAIM = 0.75


class Matters:
    """The claims of a graph with `documents` documents.

    `citations` are pairs (cited, citing), in any number; they are gone through once, and eight
    bytes are kept for each document.
    """

    def __init__(self, documents, citations, share, seed):
        self.share = share
        self.random = random.Random(seed)
        self.claims = max(1, documents // DOCUMENTS_PER_CLAIM)
        cites = array.array("i", [-1]) * documents
        for cited, citing in citations:
            if cited < citing and cites[citing] < 0:
                cites[citing] = cited
        self.main = array.array("i", [0]) * documents
        for document in range(documents):
            inherited = cites[document] >= 0 and self.random.random() < INHERITS
            self.main[document] = (
                self.main[cites[document]]
                if inherited
                else min(document // DOCUMENTS_PER_CLAIM, self.claims - 1))

    def assertions(self):
        """Pairs (document, claim), each at most once."""
        for document, main in enumerate(self.main):
            asserted = set()
            if self.random.random() < ASSERTS:
                asserted.add(main)
            if self.random.random() < ASSERTS_ANOTHER:
                asserted.add(self.random.randrange(self.claims))
            for claim in sorted(asserted):
                yield document, claim

    def about(self, receiver):
        """The claim that a transmission to node `receiver` names, or None."""
        if self.random.random() >= self.share:
            return None
        if receiver < len(self.main) and self.random.random() < NAMES_MAIN_CLAIM:
            return self.main[receiver]
        return self.random.randrange(self.claims)
