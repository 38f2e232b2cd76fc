public import GraphKernels
public import HeadwaterModel

/// A whole case as one graph in memory, built once and then only read.
///
/// Nodes are the entities, ascending by their number in the case; those judged the same are one.
/// Edges are the recorded attributions along which information flows, those from a node to itself
/// left out. An edge is known by its position among the rows of `incoming`.
///
/// It takes 23 bytes an attribution and 9 a node, and 8 more a node where the numbers of entities
/// have gaps that 4 bytes do not hold: below 40 an attribution, nodes included, while there are
/// no more entities than attributions.
public struct CaseSnapshot: Sendable {
  /// For each node, the givers of what leads into it.
  public let incoming: AdjacencySnapshot

  /// For each node, the receivers of what leads out of it.
  public let outgoing: AdjacencySnapshot

  /// For each position among the rows of `outgoing`, that of the same edge in `incoming`.
  public let edgeOfOutgoing: [UInt32]

  /// The names of relations, for the numbers in `relationOfEdge`.
  public let relations: [String]

  let entities: NumberColumn
  let attributions: NumberColumn

  /// What each edge names, as a node; `nothing` where it names nothing.
  let namedByEdge: [UInt32]
  let relationOfEdge: [UInt16]

  /// 0 for none, then `Basis.allCases` from 1.
  let basisOfEdge: [UInt8]

  /// The kind in the low four bits, the mark in the high ones.
  let factsOfNode: [UInt8]

  static let nothing = UInt32.max

  public var nodeCount: Int { incoming.nodeCount }
  public var edgeCount: Int { incoming.edgeCount }

  /// The entity that a node is.
  public func entity(_ node: Int) -> EntityID { EntityID(entities[node]) }

  /// The node of an entity; nil for one that is not there, or that another stands for.
  ///
  /// - Complexity: O(log V).
  public func node(of entity: EntityID) -> Int? { entities.position(of: entity.rawValue) }

  public func attribution(_ edge: Int) -> AttributionID { AttributionID(attributions[edge]) }

  public func relation(_ edge: Int) -> String { relations[Int(relationOfEdge[edge])] }

  /// What an edge names, as a node; nil where it names nothing.
  public func named(_ edge: Int) -> Int? {
    namedByEdge[edge] == Self.nothing ? nil : Int(namedByEdge[edge])
  }

  public func kind(_ node: Int) -> BaseKind {
    Self.kinds[Int(factsOfNode[node] & 15)]
  }

  public func mark(_ node: Int) -> UpstreamMark {
    Self.marks[Int(factsOfNode[node] >> 4)]
  }

  /// Whether a walk ends at the giver of an edge, for the basis or for the giver's own mark.
  public func isMarked(_ edge: Int) -> Bool {
    switch basisOfEdge[edge] {
    case 0: factsOfNode[incoming.target(at: edge)] >> 4 != 0
    case UInt8(Basis.allCases.count): false
    default: true
    }
  }

  /// The bytes of its arrays.
  public var byteCount: Int {
    let rows = (incoming.nodeCount + outgoing.nodeCount + 2) * 4 + edgeCount * 8
    return rows + edgeOfOutgoing.count * 4 + namedByEdge.count * 4 + relationOfEdge.count * 2
      + basisOfEdge.count + factsOfNode.count + entities.byteCount + attributions.byteCount
  }

  static let kinds = BaseKind.allCases
  static let marks = UpstreamMark.allCases

  static func facts(kind: BaseKind, mark: UpstreamMark) -> UInt8 {
    UInt8(kinds.firstIndex(of: kind) ?? 0) | UInt8(marks.firstIndex(of: mark) ?? 0) << 4
  }

  static func number(_ basis: Basis?) -> UInt8 {
    switch basis {
    case nil: 0
    case .origin: 1
    case .undisclosed: 2
    case .relayed: 3
    }
  }
}

/// What a question about a whole case needs of memory, and what it may have, in bytes.
public struct MemoryNeed: Hashable, Sendable {
  public let estimate: Int
  public let limit: Int
}

extension WholeCaseSize {
  /// An estimate of the bytes that a snapshot and a question on it take, the building included.
  public var estimatedBytes: Int { attributions * 35 + entities * 100 }
}
