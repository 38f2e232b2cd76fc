import HeadwaterModel

/// Rules on positions taken, and on what waits for one.
extension AuditRule {
  static let retractedSource = AuditRule(
    code: "HW012", severity: .warning, title: "Retracted document that is still drawn on"
  ) { record, sink in
    var isAgainst: Set<[Int]> = []
    for edge in record.edges where edge.attribution.role == .stance {
      if let receiver = edge.receiver { isAgainst.insert([edge.giver, receiver]) }
    }
    for (document, retraction) in retractions(in: record) {
      for index in record.hopsOutOf[document] {
        let edge = record.edges[index]
        guard let receiver = edge.receiver, edge.isTransmission, edge.relation != "revised_as",
          record.entities.values[receiver].kind == .document,
          !isAgainst.contains([receiver, document])
        else { continue }
        if let used = record.date(of: edge), let date = retraction.attribution.date,
          used.order(relativeTo: date) == .before
        {
          continue
        }
        let (source, work) = (record.id(document), record.id(receiver))
        sink.add(
          .attribution(edge.id), related: [.entity(source), .attribution(retraction.id)],
          """
          \(.entity(work)) draws on \(.entity(source)), which who made it retracted \
          (\(.attribution(retraction.id))), and is not dated before that.
          """,
          fix: """
            Check the dates; headwater impact \(.key(source)) shows what hangs on it, and \
            --without-retracted leaves it out of a question
            """)
      }
    }
  }

  /// Documents retracted by who authored or published them, each with its first retraction.
  private static func retractions(in record: AuditCase) -> [(document: Int, by: AuditEdge)] {
    var first: [Int: AuditEdge] = [:]
    for edge in record.edges where edge.relation == "retracted" {
      guard let document = edge.receiver, record.entities.values[document].kind == .document,
        record.hopsInto[document].contains(where: {
          record.edges[$0].isByline && record.edges[$0].giver == edge.giver
        })
      else { continue }
      guard let known = first[document] else {
        first[document] = edge
        continue
      }
      let (new, old) = (edge.attribution.date?.latest, known.attribution.date?.latest)
      if let new, new < old ?? .max { first[document] = edge }
    }
    return first.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  static let unansweredDenial = AuditRule(
    code: "HW013", severity: .note, title: "Denial of an attribution that is not answered"
  ) { record, sink in
    let denials = Denials(record)
    for edge in record.edges where Denials.isDenial(edge) {
      guard let target = edge.attribution.targetAttribution,
        let index = record.edge(of: target), record.edges[index].attribution.role != .stance,
        !denials.isAnswered(edge)
      else { continue }
      sink.add(
        .attribution(edge.id), related: [.attribution(target)],
        "\(.told(edge.id)), and nothing is recorded in answer.",
        fix: """
          Record an answer if there is one: headwater add attribution SOURCE confirmed \
          attribution:\(.attribution(target)), or a stance on attribution:\(.attribution(edge.id))
          """)
    }
  }

  static let waitingSuggestions = AuditRule(
    code: "HW015", severity: .note, title: "Suggestions that wait for review"
  ) { record, sink in
    guard record.suggested > 0 else { return }
    let many = record.suggested > 1
    sink.add(
      nil,
      """
      \(record.suggested) suggested \(many ? "attributions wait" : "attribution waits") for \
      review, and \(many ? "count" : "counts") for nothing until then.
      """,
      fix: "Review what was suggested: headwater review")
  }
}

/// What was denied, and what was said in answer.
struct Denials {
  private static let against: Set<String> = ["denied", "disputed", "refuted"]
  private static let answers: Set<String> = [
    "confirmed", "corrected", "retracted", "declined_comment_on",
  ]

  /// Attributions that somebody answered for, and stances that somebody took a stance on.
  private var answered: Set<AttributionID> = []
  private var disputedBack: Set<AttributionID> = []

  init(_ record: AuditCase) {
    for edge in record.edges {
      guard let target = edge.attribution.targetAttribution else { continue }
      disputedBack.insert(target)
      if Self.answers.contains(edge.relation) { answered.insert(target) }
    }
  }

  static func isDenial(_ edge: AuditEdge) -> Bool { against.contains(edge.relation) }

  /// Whether somebody took a stance on a denial, or confirmed, corrected, retracted or declined to
  /// comment on the attribution that it denies.
  func isAnswered(_ denial: AuditEdge) -> Bool {
    disputedBack.contains(denial.id)
      || denial.attribution.targetAttribution.map(answered.contains) ?? false
  }
}
