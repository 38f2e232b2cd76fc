import HeadwaterModel

/// Rules on who may be one.
extension AuditRule {
  /// - Complexity: O(names); of more than eight that share a name, each is compared with the first.
  static let likelyDuplicates = AuditRule(
    code: "HW010", severity: .warning, title: "Entities that may be one"
  ) { record, sink in
    var judged: Set<[Int]> = []
    for verdict in record.verdicts {
      guard let left = record.position(of: verdict.entity),
        let right = record.position(of: verdict.other)
      else { continue }
      judged.insert([min(left, right), max(left, right)])
    }
    for (left, right) in namesakes(in: record) where !judged.contains([left, right]) {
      let (first, second) = (record.id(left), record.id(right))
      sink.add(
        .entity(first), related: [.entity(second)],
        """
        \(.entity(first)) and \(.entity(second)) share a name and a kind, and it is not judged \
        whether they are one.
        """,
        fix: """
          Judge them: headwater identity same \(.key(first)) \(.key(second)), or possibly-same, or \
          distinct
          """)
    }
  }

  /// Pairs of entities of one kind with a name in common, in the order of their keys.
  private static func namesakes(in record: AuditCase) -> [(Int, Int)] {
    struct Shared: Hashable {
      let kind: BaseKind
      let words: NameWords
    }
    var groups: [Shared: [Int]] = [:]
    for name in record.names {
      let words = NameWords(name.text)
      let entity = record.entities.values[name.position]
      guard !words.isEmpty, !words.areGeneric else { continue }
      groups[Shared(kind: entity.kind, words: words), default: []].append(name.position)
    }
    var pairs: Set<[Int]> = []
    for positions in groups.values where positions.count > 1 {
      let members = Set(positions).sorted()
      let firsts = members.count > 8 ? members.prefix(1) : members[...]
      for left in firsts {
        for right in members where left < right && mayBeOne(left, right, record) {
          pairs.insert([left, right])
        }
      }
    }
    return pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
  }

  /// Works of one title and different dates are two: letters, reports of a series.
  private static func mayBeOne(_ left: Int, _ right: Int, _ record: AuditCase) -> Bool {
    guard let one = record.entities.values[left].date,
      let other = record.entities.values[right].date
    else { return true }
    return one.order(relativeTo: other) == .unknown
  }

  static let idleVerdict = AuditRule(
    code: "HW014", severity: .note, title: "Open verdict that changes no figure"
  ) { record, sink in
    for verdict in record.verdicts where verdict.verdict == .possiblySame {
      guard let left = record.position(of: verdict.entity),
        let right = record.position(of: verdict.other)
      else { continue }
      let pair: AuditText = "\(.entity(verdict.entity)) and \(.entity(verdict.other))"
      let related: [AuditSubject] = [.entity(verdict.other)]
      if left == right {
        sink.add(
          .entity(verdict.entity), related: related,
          "\(pair) are possibly the same by one verdict, and the same by way of others.",
          fix: """
            Take it back: headwater identity undo \(.key(verdict.entity)) \(.key(verdict.other))
            """)
      } else if [left, right].contains(where: { !record.hopsOutOf[$0].contains { _ in true } }) {
        sink.add(
          .entity(verdict.entity), related: related,
          """
          \(pair) are possibly the same, and one of them is nobody's source, so that no count hangs \
          on it.
          """,
          fix: """
            Settle it when more is known: headwater identity same \(.key(verdict.entity)) \
            \(.key(verdict.other)), or distinct
            """)
      }
    }
  }
}
