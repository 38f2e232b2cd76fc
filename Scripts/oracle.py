"""Usage: oracle.py ANSWERS

Checks the answers of the graph kernels, a graph a line, with networkx; exits 1 at any difference.
"""

import collections
import json
import sys

import networkx as nx


def groups(numbers):
    """Sets of nodes by the number each has."""
    found = collections.defaultdict(set)
    for node, number in enumerate(numbers):
        found[number].add(node)
    return sorted(map(sorted, found.values()))


def disjoint_paths(graph, source, ends):
    """The most paths from source to ends that share no node but the source."""
    network = nx.DiGraph()
    network.add_nodes_from([(source, "out"), "sink"])
    for node in graph:
        if node != source:
            network.add_edge((node, "in"), (node, "out"), capacity=1)
    for left, right in graph.edges:
        if left != right:
            network.add_edge((left, "out"), (right, "in"))
    for end in ends:
        network.add_edge((end, "out"), "sink")
    return nx.maximum_flow_value(network, (source, "out"), "sink")


def cuts(graph, source, ends, cut):
    """Whether no end is reached without the nodes of the cut."""
    rest = graph.subgraph(set(graph) - set(cut))
    return not (nx.descendants(rest, source) | {source}) & set(ends)


def least_circle(graph):
    """Of the shortest circles from their least nodes on, the first in order."""
    loops = sorted(node for node in graph if graph.has_edge(node, node))
    if loops:
        return [loops[0]]
    lengths = [
        nx.shortest_path_length(graph, right, left) + 1
        for left, right in graph.edges
        if nx.has_path(graph, right, left)
    ]
    if not lengths:
        return None
    turned = []
    for circle in nx.simple_cycles(graph, length_bound=min(lengths)):
        first = circle.index(min(circle))
        turned.append(circle[first:] + circle[:first])
    return min(turned, key=lambda circle: (len(circle), circle))


def paths(graph, source, end):
    """All shortest paths, in order; none where none leads there."""
    try:
        return sorted(nx.all_shortest_paths(graph, source, end))
    except nx.NetworkXNoPath:
        return []


def simple_paths(graph, source, end, count):
    """The first simple paths by length and then by nodes."""
    if source == end:
        return [[source]]
    found = []
    try:
        for path in nx.shortest_simple_paths(graph, source, end):
            # Those of one length come in any order: all of the last one are needed.
            if len(found) >= count and len(path) > len(found[-1]):
                break
            found.append(path)
    except nx.NetworkXNoPath:
        pass
    return sorted(found, key=lambda path: (len(path), path))[:count]


def dominators(graph, count):
    """The nearest dominator of each node; none for the root and what it does not reach."""
    found = nx.immediate_dominators(graph, 0)
    return [found.get(node) if node != 0 else None for node in range(count)]


def condensed(graph, numbers):
    """The edges between components, and the components that no edge enters."""
    edges = {(numbers[a], numbers[b]) for a, b in graph.edges if numbers[a] != numbers[b]}
    drawn = nx.condensation(graph)
    assert drawn.number_of_edges() == len(edges)
    entered = {b for _, b in edges}
    return [sorted(map(list, edges)), sorted(set(numbers) - entered)]


def differences(line):
    """What is checked of a graph: its name, what the kernel says, what networkx says."""
    count = line["nodes"]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(line["edges"])
    strong = sorted(map(sorted, nx.strongly_connected_components(graph)))
    weak = sorted(map(sorted, nx.weakly_connected_components(graph)))
    yield "strong groups", groups(line["strong"]), strong
    yield "weak groups", groups(line["weak"]), weak
    yield "condensation", [line["drawn"], line["unentered"]], condensed(graph, line["strong"])
    yield "dominators", line["dominators"], dominators(graph, count)
    flow, ends = line["flow"], line["ends"]
    yield "disjoint paths", flow["paths"], disjoint_paths(graph, 0, ends)
    for side in ("nearSource", "nearEnds"):
        cut = flow[side]
        yield "cut " + side, (len(cut), True), (flow["paths"], cuts(graph, 0, ends, cut))
    yield "shortest circle", line["circle"], least_circle(graph)
    yield "order", line["isOrdered"], nx.is_directed_acyclic_graph(graph)
    for end, answer in enumerate(line["to"]):
        shortest = paths(graph, 0, end)
        yield "all shortest paths", answer["all"], shortest
        yield "a shortest path", answer["one"] in shortest if shortest else not answer["one"], True
        expected = simple_paths(graph, 0, end, line["limit"])
        yield "simple paths", answer["simple"], expected


def main(path):
    checked = collections.Counter()
    wrong = 0
    with open(path, encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            for name, found, expected in differences(json.loads(text)):
                checked[name] += 1
                if found != expected:
                    wrong += 1
                    print(f"graph {number}, {name}: {found}, networkx: {expected}")
    for name, count in checked.items():
        print(f"{name}: {count} compared")
    if not checked:
        print("there was nothing to compare")
    print(f"networkx {nx.__version__}: {wrong} differences")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
