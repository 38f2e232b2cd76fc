import CaseStore
import HeadwaterModel
import Interchange

/// A whole case as a picture: every entity, and every attribution that is not turned down.
enum CasePicture {
  static func picture(_ reader: CaseReader, legend: Bool) throws -> Picture {
    let vocabulary = reader.vocabulary
    var publishers: [String: String] = [:]
    var attributions: [AttributionRecord] = []
    try reader.forEachAttribution { record in
      guard record.status != .rejected else { return }
      attributions.append(record)
      if record.relation == "published", case .entity(let document) = record.target {
        publishers[document] = record.source
      }
    }
    var nodes: [PictureNode] = []
    try reader.forEachEntity { record in
      let key = record.key ?? ""
      let isPublisher = publishers.values.contains(key)
      nodes.append(
        PictureNode(
          id: key, name: record.name ?? key,
          kind: record.kind.flatMap(vocabulary.baseKind) ?? .document, kindName: record.kind,
          naming: record.naming, isSubject: false, detail: record.date.map { [$0.text] } ?? [],
          end: record.upstream == .unexplored ? nil : record.upstream.rawValue,
          group: publishers[key] ?? (isPublisher ? key : nil)))
    }
    return Picture(
      title: nil, nodes: nodes,
      edges: attributions.compactMap { edge(of: $0, vocabulary) }, legend: legend)
  }

  private static func edge(
    of record: AttributionRecord, _ vocabulary: Vocabulary
  ) -> PictureEdge? {
    guard let relation = vocabulary.relations[record.relation], let id = record.id else {
      return nil
    }
    let target: String
    var isTargetEdge = false
    switch record.target {
    case .entity(let key): target = key
    case .attribution(let id):
      target = id
      isTargetEdge = true
    }
    return PictureEdge(
      id: id, source: record.source, target: target, isTargetEdge: isTargetEdge,
      phrase: relation.forwardPhrase,
      date: record.date?.text, locator: record.evidence.first?.locator, role: relation.role,
      relation: relation.name,
      isPossible: record.status == .suggested, isAnachronistic: false,
      isAgainst: Wording.isAgainst(relation))
  }
}
