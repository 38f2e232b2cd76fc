import GraphKernels
import HeadwaterTestSupport
import Testing

@Suite struct StoppingTests {
  /// Whether a kernel stops at whichever asking, first to fifth, and never asks after that.
  private static func stops(_ kernel: (@escaping CancellationHook) throws(KernelStopped) -> Void)
    -> Bool
  {
    (1...5).allSatisfy { turn in
      var asked = 0
      do throws(KernelStopped) {
        try kernel {
          asked += 1
          return asked == turn
        }
        return false
      } catch {
        return asked == turn
      }
    }
  }

  @Test("Every kernel that may run long stops at whichever asking says so")
  func all() {
    let ring = LongChain.ring
    let chain = LongChain.graph
    let end = LongChain.count - 1
    #expect(Self.stops { hook throws(KernelStopped) in _ = try ring.strongGroups(isStopped: hook) })
    #expect(
      Self.stops { hook throws(KernelStopped) in
        _ = try ring.stronglyConnectedComponents(isStopped: hook)
      })
    #expect(Self.stops { hook throws(KernelStopped) in _ = try ring.condensation(isStopped: hook) })
    #expect(
      Self.stops { hook throws(KernelStopped) in
        _ = try ring.dominators(from: 0, isStopped: hook)
      })
    #expect(
      Self.stops { hook throws(KernelStopped) in
        _ = try ring.vertexFlow(from: 0, to: [end], isStopped: hook)
      })
    #expect(
      Self.stops { hook throws(KernelStopped) in _ = try ring.shortestCycle(isStopped: hook) })
    #expect(
      Self.stops { hook throws(KernelStopped) in
        var paths = chain.simplePathsByLength(from: 0, to: end)
        _ = try paths.next(isStopped: hook)
      })
  }

  @Test("Every walk of a workspace stops, and the next one is right all the same")
  func walks() throws {
    let (chain, reverse) = (LongChain.graph, LongChain.graph.reversed())
    let end = LongChain.count - 1
    var workspace = ClosureWorkspace(nodeCount: LongChain.count)
    let part = workspace.subgraph(reachedFrom: 0, in: chain).local
    let drawn = part.contracted()
    let closure = Self.stops { hook throws(KernelStopped) in
      _ = try workspace.closure(of: 0, in: chain, isStopped: hook)
    }
    let subgraph = Self.stops { hook throws(KernelStopped) in
      _ = try workspace.subgraph(reachedFrom: 0, in: chain, isStopped: hook)
    }
    let avoidance = Self.stops { hook throws(KernelStopped) in
      _ = try workspace.reachedOnly(byWayOf: [0], in: chain, reverse: reverse, isStopped: hook)
    }
    let path = Self.stops { hook throws(KernelStopped) in
      _ = try workspace.shortestPath(
        from: 0, to: end, in: chain, reverse: reverse, isStopped: hook)
    }
    let paths = Self.stops { hook throws(KernelStopped) in
      _ = try workspace.shortestPaths(
        from: 0, to: end, in: chain, reverse: reverse, isStopped: hook)
    }
    #expect(closure && subgraph && avoidance && path && paths)
    let ends = Self.stops { hook throws(KernelStopped) in _ = try part.ends(isStopped: hook) }
    let contracted = Self.stops { hook throws(KernelStopped) in
      _ = try part.contracted(isStopped: hook)
    }
    let flow = Self.stops { hook throws(KernelStopped) in
      _ = try drawn.vertexFlow(isStopped: hook)
    }
    let every = Self.stops { hook throws(KernelStopped) in
      _ = try drawn.nodesOnEveryPath(isStopped: hook)
    }
    #expect(ends && contracted && flow && every)
    #expect(workspace.closure(of: end - 2, in: chain).hops == [0, 1, 2])
  }
}
