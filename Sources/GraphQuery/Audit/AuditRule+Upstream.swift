import HeadwaterModel

/// Rules on what lies upstream and no chain shows.
extension AuditRule {
  static let hidingMark = AuditRule(
    code: "HW008", severity: .warning, title: "Mark that hides recorded steps"
  ) { record, sink in
    let told = NamedArrivals(record)
    for (position, entity) in record.entities.values.enumerated() {
      var upstream = MatterIndex(at: position, record) { $0 < $1 }
      for index in record.hopsInto[position] {
        let edge = record.edges[index]
        if edge.isByline, !told.leadOn(edge.giver, to: position, record) { continue }
        upstream.insert(index, carrying: record.workCarried(into: edge))
      }
      if upstream.isEmpty { continue }
      var isReported = false
      for index in record.hopsOutOf[position] {
        let edge = record.edges[index]
        let isMarked = edge.attribution.basis.map { $0 != .relayed }
        guard isMarked ?? (entity.upstream != .unexplored && !isReported),
          let hidden = upstream.best(on: record.workCarried(outOf: edge))
        else { continue }
        if let basis = edge.attribution.basis {
          add(basis, of: edge, hiding: record.edges[hidden], record, &sink)
        } else {
          isReported = true
          add(entity.upstream, of: record.id(position), hiding: record.edges[hidden], &sink)
        }
      }
    }
  }

  private static func add(
    _ basis: Basis, of edge: AuditEdge, hiding hidden: AuditEdge, _ record: AuditCase,
    _ sink: inout AuditSink
  ) {
    sink.add(
      .attribution(edge.id), related: [.attribution(hidden.id)],
      """
      The basis \(basis.rawValue) of \(.attribution(edge.id)) ends chains at \
      \(.entity(record.id(edge.giver))), though it is recorded that \(.told(hidden.id)).
      """,
      fix: """
        Where there is more upstream in this matter: headwater edit attribution \
        \(.attribution(edge.id)) --basis relayed
        """)
  }

  private static func add(
    _ mark: UpstreamMark, of id: EntityID, hiding hidden: AuditEdge, _ sink: inout AuditSink
  ) {
    sink.add(
      .entity(id), related: [.attribution(hidden.id)],
      """
      The mark \(mark.rawValue) ends chains at \(.entity(id)), though it is recorded that \
      \(.told(hidden.id)).
      """,
      fix: """
        Where there is more upstream: headwater edit entity \(.key(id)) --upstream unexplored, \
        and give those attributions a basis whose giver is an end in their matter
        """)
  }

  static let missedDocument = AuditRule(
    code: "HW009", severity: .warning, title: "Document handed over whose own sources are missed"
  ) { record, sink in
    let told = NamedArrivals(record)
    let naming = AuditAdjacency(count: record.entities.values.count, record.edges) {
      $0.isHop ? $0.names : nil
    }
    for (position, entity) in record.entities.values.enumerated() where entity.kind == .document {
      let carriers = naming[position].map { record.edges[$0] }
      let handed = carriers.filter { handsOver.contains($0.relation) }
      if handed.isEmpty { continue }
      let reach = DocumentReach(of: position, carriers, record)
      for edge in handed {
        guard let receiver = edge.receiver, !reach.reached.contains(receiver),
          !reach.reached.contains(edge.giver), !reach.makers.contains(receiver),
          let missed = record.hopsInto[position].map({ record.edges[$0] }).first(where: { hop in
            hop.giver != edge.giver
              && (!hop.isByline || told.leadOn(hop.giver, to: position, record))
          })
        else { continue }
        let (document, reader) = (record.id(position), record.id(receiver))
        sink.add(
          .attribution(edge.id), related: [.entity(document), .attribution(missed.id)],
          """
          \(.told(edge.id)) about \(.entity(document)), and no flow is recorded by which \
          \(.entity(document)) itself reached \(.entity(reader)), so that chains miss its own \
          sources, for one that \(.told(missed.id)).
          """,
          fix: """
            Where \(.entity(reader)) had the document: headwater add attribution \(.key(document)) \
            supplied_data_to \(.key(reader)) --according-to DOCUMENT
            """)
      }
    }
  }
}

/// Which agents something about a work has reached.
struct NamedArrivals {
  private var pairs: Set<UInt64> = []

  init(_ record: AuditCase) {
    for edge in record.edges where edge.isHop && !edge.isByline {
      if let receiver = edge.receiver, let names = edge.names {
        pairs.insert(Self.pair(receiver, names))
      }
    }
  }

  /// Whether who made a document has a step of its own upstream in that matter.
  func leadOn(_ maker: Int, to document: Int, _ record: AuditCase) -> Bool {
    pairs.contains(Self.pair(maker, document))
      || record.claims(of: document).contains { pairs.contains(Self.pair(maker, $0)) }
  }

  private static func pair(_ left: Int, _ right: Int) -> UInt64 {
    UInt64(left) << 32 | UInt64(right)
  }
}

/// Where one document went, and who had a part in making it, along the attributions that name it.
private struct DocumentReach {
  /// Whom the document itself reached.
  private(set) var reached: Set<Int> = []

  /// Those upstream of it: what they were told about it was for it, and no copy of it.
  private(set) var makers: Set<Int> = []

  init(of document: Int, _ carriers: [AuditEdge], _ record: AuditCase) {
    var onward: [Int: [Int]] = [:]
    var back: [Int: [Int]] = [:]
    for edge in carriers {
      guard let receiver = edge.receiver else { continue }
      onward[edge.giver, default: []].append(receiver)
      back[receiver, default: []].append(edge.giver)
    }
    let out = record.hopsOutOf[document].compactMap { record.edges[$0].receiver }
    reached = Self.closure(of: Array(out), along: onward)
    makers = Self.closure(
      of: record.hopsInto[document].map { record.edges[$0].giver }, along: back)
  }

  private static func closure(of start: [Int], along steps: [Int: [Int]]) -> Set<Int> {
    var found = Set(start)
    var waiting = start
    while let next = waiting.popLast() {
      for other in steps[next] ?? [] where found.insert(other).inserted { waiting.append(other) }
    }
    return found
  }
}
