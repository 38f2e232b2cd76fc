"""A small neighbourhood that is the same in a case of any size.

Fifty entities whose keys begin with `fixed-`: forty documents, each of which cites two
others, some a third one, with one circle among them, and ten people who are quoted by the
last ones. Nothing leads from the rest of a case into it, so that what lies upstream of
`fixed-d0` is the same everywhere, and only the size of the case around it differs.
"""

SUBJECT = "fixed-d0"
DOCUMENTS = 40
PEOPLE = 10


def entities():
    """Rows of entities.csv: key, kind, name, naming, date."""
    for number in range(DOCUMENTS):
        yield f"fixed-d{number}", "document", f"Fixed document {number}", "named", "2024-01-15"
    for number in range(PEOPLE):
        yield f"fixed-p{number}", "person", f"Fixed person {number}", "named", ""


def attributions():
    """Rows of attributions.csv: id, source, relation, target, about, date, grade."""
    ties = []
    for number in range(DOCUMENTS):
        for cited in (2 * number + 1, 2 * number + 2):
            if cited < DOCUMENTS:
                ties.append((f"fixed-d{cited}", "cited_by", f"fixed-d{number}"))
    for number in range(10):
        ties.append((f"fixed-d{number + 13}", "cited_by", f"fixed-d{number}"))
    ties.append(("fixed-d1", "cited_by", "fixed-d19"))
    for number in range(20, DOCUMENTS):
        ties.append((f"fixed-p{number % PEOPLE}", "quoted_by", f"fixed-d{number}"))
    for number, (source, relation, target) in enumerate(ties):
        yield f"fixed-a{number}", source, relation, target, "", "2024-01-15", "confidence:0.50"


def spread(rows, count, extra):
    """`rows`, `count` of them, with those of `extra` put evenly in between.

    Thus the neighbourhood's rows lie as far apart in the case file as they can.
    """
    extra = list(extra)
    stride = max(1, count // max(1, len(extra)))
    for position, row in enumerate(rows):
        if extra and position % stride == 0:
            yield extra.pop(0)
        yield row
    yield from extra
