import GraphKernels

/// What is supported in a graph in which some givers are needed together.
///
/// A node is supported if it is an end, or if it has a supported giver that is an alternative, or a
/// joint group of which all givers are supported: the rule of `Support`, for many subjects at once.
struct JointGates {
  /// A joint group into one node.
  struct Gate {
    let receiver: Int

    /// Ascending, each once.
    let givers: [Int]

    /// Whether something of it is missing, so that it supports nothing.
    let isBroken: Bool
  }

  private let gates: [Gate]
  private let nodeCount: Int

  /// From each giver to the receivers for which it is enough, and to the gates, numbered after the
  /// nodes, that it is needed for.
  private let uses: AdjacencySnapshot

  /// Takes the edges of `adjacency`; those that are in a gate are no alternatives.
  init(_ gates: [Gate], adjacency: AdjacencySnapshot) {
    self.gates = gates
    nodeCount = adjacency.nodeCount
    var inGates: [Int: [Int: Int]] = [:]
    for gate in gates {
      for giver in gate.givers { inGates[gate.receiver, default: [:]][giver, default: 0] += 1 }
    }
    var givers: [UInt32] = []
    var uses: [UInt32] = []
    for receiver in 0..<nodeCount {
      var left = inGates[receiver] ?? [:]
      for giver in adjacency.neighbours(of: receiver) {
        if let count = left[Int(giver)], count > 0 {
          left[Int(giver)] = count - 1
          continue
        }
        givers.append(giver)
        uses.append(UInt32(receiver))
      }
    }
    for (index, gate) in gates.enumerated() where !gate.isBroken {
      for giver in gate.givers {
        givers.append(UInt32(giver))
        uses.append(UInt32(nodeCount + index))
      }
    }
    self.uses = AdjacencySnapshot(
      nodeCount: nodeCount + gates.count, sources: givers, targets: uses)
  }

  /// Which nodes are supported by some ends, among those that are kept.
  ///
  /// - Complexity: O(V + E).
  func supported(from ends: [Int], isKept: [Bool]) -> [Bool] {
    var isSupported = [Bool](repeating: false, count: nodeCount)
    var missing = gates.map(\.givers.count)
    var queue: [Int] = []
    func support(_ node: Int) {
      guard isKept[node], !isSupported[node] else { return }
      isSupported[node] = true
      queue.append(node)
    }
    for end in ends { support(end) }
    var position = 0
    while position < queue.count {
      for use in uses.neighbours(of: queue[position]) {
        let gate = Int(use) - nodeCount
        if gate < 0 {
          support(Int(use))
        } else {
          missing[gate] -= 1
          if missing[gate] == 0 { support(gates[gate].receiver) }
        }
      }
      position += 1
    }
    return isSupported
  }
}
