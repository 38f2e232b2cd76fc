import GraphKernels
import HeadwaterTestSupport
import Testing

/// A chain of a million nodes is as deep as a graph gets: nothing may recurse.
@Suite struct LongChainTests {
  private static let last = LongChain.count - 1

  @Test("A million nodes in a row: groups, condensation, order and counts")
  func groups() {
    let graph = LongChain.graph
    #expect(graph.strongGroups().count == LongChain.count)
    #expect(LongChain.ring.strongGroups().count == 1)
    #expect(graph.weakGroups().count == 1)
    #expect(graph.condensation().unentered == [Self.last])
    #expect(graph.topologicalOrder()?.last == UInt32(Self.last))
    #expect(graph.pathCounts(to: [Self.last])?[0] == BigCount(1))
  }

  @Test("A million nodes in a row: closures, paths, ends and flow")
  func closures() {
    let graph = LongChain.graph
    let reverse = graph.reversed()
    var workspace = ClosureWorkspace(nodeCount: LongChain.count)
    #expect(workspace.closure(of: 0, in: graph).hops.last == UInt32(Self.last))
    #expect(
      workspace.reachedOnly(byWayOf: [0], in: graph, reverse: reverse).count == Self.last)
    let path = workspace.shortestPath(from: 0, to: Self.last, in: graph, reverse: reverse)
    #expect(path?.count == LongChain.count)
    let all = workspace.shortestPaths(from: 0, to: Self.last, in: graph, reverse: reverse)
    #expect(all?.first { _ in true }?.count == LongChain.count)
    let drawn = workspace.subgraph(reachedFrom: 0, in: graph).local.contracted()
    let flow = drawn.vertexFlow()
    #expect(flow.cutNearestSource == [1] && flow.cutNearestEnds == [Self.last])
    #expect(drawn.nodesOnEveryPath().count == Self.last)
  }

  @Test("A million nodes in a row: simple paths, one by one")
  func simplePaths() {
    var paths = LongChain.graph.simplePathsByLength(from: 0, to: Self.last)
    #expect(paths.next()?.count == LongChain.count)
    #expect(paths.next() == nil)
  }

  @Test("A ring of a million nodes, either way round, is searched once")
  func ring() {
    #expect(LongChain.ring.shortestCycle()?.nodes.count == LongChain.count)
    let back = LongChain.ring.reversed().shortestCycle()
    #expect(back?.nodes.prefix(3) == [0, Self.last, Self.last - 1] && back?.isShortest == true)
    #expect(LongChain.graph.shortestCycle() == nil)
  }
}
