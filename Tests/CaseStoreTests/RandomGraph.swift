import HeadwaterModel
import HeadwaterTestSupport

/// Small dense graphs with every relation, status and kind of naming among them.
enum RandomGraph {
  /// Entities `e0`, `e1` … and attributions `a0`, `a1` …, a few of which may be left out.
  static func records(seed: UInt64, entities: Int, attributions: Int) -> [CaseRecord] {
    var random = SplitMix64(seed: seed)
    let vocabulary = Vocabulary()
    let relations = RelationDefinition.builtIn
    // An entity is of one kind in all graphs, so that the records of one can be put into another.
    let kinds = (0..<entities).map { BaseKind.allCases[($0 * 5) % 6] }
    var records = kinds.enumerated().map { number, kind in
      CaseRecord.entity(
        EntityRecord(
          key: "e\(number)", kind: kind.rawValue,
          upstream: pick(UpstreamMark.allCases, &random), date: date(&random)))
    }
    for number in 0..<attributions {
      let relation = pick(relations, &random)
      let source = Int.random(in: 0..<entities, using: &random)
      let target = Int.random(in: 0..<entities, using: &random)
      let about = Int.random(in: 0..<entities * 2, using: &random)
      let isAbout = about < entities && kinds[about].isWork
      do throws(RecordProblem) {
        try vocabulary.check(
          relation, source: kinds[source], target: kinds[target],
          about: isAbout ? kinds[about] : nil)
      } catch { continue }
      let documents = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
        kinds.indices.filter { kinds[$0] == .document }.randomElement(using: &random)
      }
      records.append(
        .attribution(
          AttributionRecord(
            id: "a\(number)", source: "e\(source)", relation: relation.name,
            target: .entity("e\(target)"), about: isAbout ? "e\(about)" : nil,
            date: date(&random),
            basis: Bool.random(using: &random) ? pick(Basis.allCases, &random) : nil,
            status: pick([.recorded, .recorded, .recorded, .suggested, .rejected], &random),
            evidence: documents.map { EvidenceRecord(document: "e\($0)") })))
    }
    return records
  }

  private static func pick<Element>(_ elements: [Element], _ random: inout SplitMix64) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  private static func date(_ random: inout SplitMix64) -> EDTFDate? {
    try? EDTFDate(pick(["", "2020", "2021-05", "../2019", "2022-01-01/2022-03-04"], &random))
  }
}
