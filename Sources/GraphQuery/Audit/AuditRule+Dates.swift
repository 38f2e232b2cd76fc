import HeadwaterModel

/// Rules on what cannot have happened in the order recorded.
extension AuditRule {
  static let laterHop = AuditRule(
    code: "HW002", severity: .warning, title: "Hop later than the hop downstream of it"
  ) { record, sink in
    for position in record.entities.values.indices {
      var onward = MatterIndex(at: position, record) { left, right in
        let leftEnd = record.date(of: record.edges[left])?.latest ?? .max
        let rightEnd = record.date(of: record.edges[right])?.latest ?? .max
        return (leftEnd, left) < (rightEnd, right)
      }
      for index in record.hopsOutOf[position] {
        let edge = record.edges[index]
        guard record.date(of: edge)?.latest != nil else { continue }
        onward.insert(index, carrying: record.workCarried(outOf: edge))
      }
      if onward.isEmpty { continue }
      for index in record.hopsInto[position] {
        let edge = record.edges[index]
        guard !edge.isByline, let date = edge.attribution.date,
          let best = onward.best(on: record.workCarried(into: edge)),
          let before = record.date(of: record.edges[best]), date.order(relativeTo: before) == .after
        else { continue }
        let next = record.edges[best]
        sink.add(
          .attribution(edge.id), related: [.attribution(next.id)],
          """
          \(.told(edge.id)) (\(.dateOf(edge.id))), after it was passed on: \(.told(next.id)) \
          (\(record.dateShown(of: next))).
          """,
          fix: """
            Check both dates: headwater edit attribution \(.attribution(edge.id)) --date DATE; or \
            record from whom \(.entity(record.id(position))) had it before
            """)
      }
    }
  }

  static let laterSource = AuditRule(
    code: "HW003", severity: .error, title: "Work that draws on a later one"
  ) { record, sink in
    for edge in record.edges where edge.isTransmission && !Self.handsOver.contains(edge.relation) {
      guard let receiver = edge.receiver, let used = record.date(of: edge),
        record.entities.values[receiver].kind == .document,
        record.entities.values[edge.giver].kind == .document,
        let made = record.entities.values[edge.giver].date, made.order(relativeTo: used) == .after
      else { continue }
      let (work, source) = (record.id(receiver), record.id(edge.giver))
      sink.add(
        .attribution(edge.id), related: [.entity(work), .entity(source)],
        """
        \(.entity(work)) draws on \(.entity(source)) (\(.date(source))), which is dated after it \
        did (\(record.dateShown(of: edge))).
        """,
        fix: """
          Correct a date, with headwater edit entity \(.key(source)) --date DATE or headwater edit \
          entity \(.key(work)) --date DATE; a text that was revised is best recorded as two \
          documents, one revised_as the other
          """)
    }
  }

  /// What may be handed over before it comes out.
  static let handsOver: Set<String> = ["told", "leaked_to", "supplied_data_to"]
}

extension AuditCase {
  /// The date that counts for a hop: its own, or that of the work it leads into.
  fileprivate func dateShown(of edge: AuditEdge) -> AuditText {
    if edge.attribution.date != nil { return "\(.dateOf(edge.id))" }
    return edge.receiver.map { "\(.date(id($0)))" } ?? ""
  }
}
