import HeadwaterTestSupport

/// Small random cases that are dense in circles: few entities, versions, agents that pass things
/// on, documents and claims that are named, marks, bylines.
enum LoopCaseGenerator {
  static func `case`(seed: UInt64) -> OracleCase {
    var random = SplitMix64(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 3)
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    func date() -> OracleDate? {
      guard below(2) == 0 else { return nil }
      let day = 1 + below(28)
      return OracleDate(
        text: "1970-01-\(day < 10 ? "0" : "")\(day)", first: day - 1, last: day - 1)
    }
    var entities: [OracleEntity] = []
    let keys = ["m", "c-2", "b", "a", "c", "k", "a.1", "z", "q"]
    let kinds: [OracleKind] = [.outlet, .person, .claim, .claim]
    let agents = below(3)
    let claims = below(3)
    for index in 0..<(4 + below(5)) {
      var kind = OracleKind.document
      if index < agents { kind = kinds[below(2)] } else if index < agents + claims { kind = .claim }
      var entity = OracleEntity(key: keys[index], kind: kind, date: date())
      if below(8) == 0 { entity.upstream = below(2) == 0 ? .origin : .undisclosed }
      entities.append(entity)
    }
    var attributions: [OracleAttribution] = []
    for number in 0..<(4 + below(12)) {
      let source = entities[below(entities.count)]
      let target = entities[below(entities.count)]
      guard let relation = relation(source.kind, target.kind, below(10)) else { continue }
      var edge = OracleAttribution(
        id: "e\(number)", source: source.key, relation: relation, target: target.key,
        date: date())
      let works = entities.filter { $0.kind.isWork }
      if relation != "asserted", below(3) > 0, !works.isEmpty, below(2) == 0 {
        let claims = works.filter { $0.kind == .claim }
        edge.about = (claims.first ?? works[below(works.count)]).key
        if below(3) == 0 { edge.about = works[below(works.count)].key }
      }
      if below(8) == 0 { edge.basis = OracleBasis.allCases[below(3)] }
      if below(20) == 0 { edge.status = .suggested }
      let documents = entities.filter { $0.kind == .document }
      if below(4) == 0, !documents.isEmpty {
        edge.evidenceDocuments = [documents[below(documents.count)].key]
      }
      attributions.append(edge)
    }
    return OracleCase(entities: entities, attributions: attributions)
  }

  private static func relation(
    _ source: OracleKind, _ target: OracleKind, _ choice: Int
  ) -> String? {
    switch (source, target) {
    case (.claim, _): nil
    case (_, .claim): "asserted"
    case (.document, .document): choice < 2 ? "revised_as" : choice < 6 ? "cited_by" : "quoted_by"
    case (.document, _): choice < 6 ? "cited_by" : "leaked_to"
    case (_, .document): choice < 4 ? "published" : choice < 6 ? "authored" : "told"
    default: "told"
    }
  }

  /// Every third seed asks for something to be left out.
  static func options(seed: UInt64, _ world: OracleCase) -> OracleOptions {
    var random = SplitMix64(seed: seed &+ 99)
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    var options = OracleOptions()
    guard seed % 3 == 0 else { return options }
    switch below(4) {
    case 0: options.without = [world.entities[below(world.entities.count)].key]
    case 1:
      let all = Set(world.attributions.map(\.relation)).sorted()
      if !all.isEmpty { options.relations = Set(all).subtracting([all[below(all.count)]]) }
      if options.relations.isEmpty { options.relations = ["told"] }
    case 2: options.asOf = OracleDate(text: "1970-01-15", first: 14, last: 14)
    default:
      let sources = world.entities.filter { $0.kind != .claim }
      options.notAccordingTo = [sources[below(sources.count)].key]
    }
    return options
  }
}
