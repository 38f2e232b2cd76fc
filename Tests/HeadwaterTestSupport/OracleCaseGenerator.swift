/// Makes small random cases, and questions to put to them; a seed names one for ever.
///
/// Cases keep to the shapes of DESIGN section 4.4. They are dense in what is rare in real ones:
/// circles, parallel attributions, marks, bylines, variants, documents about documents.
package enum OracleCaseGenerator {
  /// Keys whose order as Unicode scalars is not their order as UTF-16, nor that of joined lists.
  private static let keys = ["a", "a-b", "a.b", "b", "k", "m", "z", "\u{FF5A}", "\u{10428}", "q"]

  package static func `case`(seed: UInt64) -> OracleCase {
    var builder = Builder(seed: seed)
    return builder.build()
  }

  /// A subject of the case and what is asked of it; every other seed asks for nothing more.
  package static func question(
    seed: UInt64, case world: OracleCase
  ) -> (subject: String, options: OracleOptions) {
    var random = SplitMix64(seed: seed ^ 0x5EED_0F0A_5EED_0F0A)
    let wanted = Int.random(in: 0..<10, using: &random)
    let pool = world.entities.filter { entity in
      switch wanted {
      case 0..<4: entity.kind == .claim
      case 4..<8: entity.kind == .document
      default: entity.kind.isAgent
      }
    }
    var subject = pool.randomElement(using: &random) ?? world.entities[0]
    if let start = world.entities.first(where: { $0.key == Builder.start }),
      Int.random(in: 0..<10, using: &random) < 8
    {
      subject = start
    }
    var options = OracleOptions()
    guard seed % 2 == 1 else { return (subject.key, options) }
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let others = world.entities.filter { $0.key != subject.key }
    if subject.kind != .claim, chance(35) {
      options.about = world.entities.filter { $0.kind == .claim }
        .randomElement(using: &random)?.key
    }
    if chance(subject.key == Builder.start ? 45 : 30) { options.anyMatter = true }
    if chance(20), let other = others.randomElement(using: &random) { options.without = [other.key] }
    if chance(15) {
      options.relations = Set(["cited_by", "told", "asserted", "published", "leaked_to"].shuffled(
        using: &random
      ).prefix(3))
    }
    if chance(30) {
      let sources = others.filter { $0.kind != .claim }.shuffled(using: &random)
      options.notAccordingTo = Set(sources.prefix(2).map(\.key))
    }
    if chance(25) { options.asOf = date(&random) }
    if chance(35) { options.establishedOnly = true }
    if chance(35) { options.maxDepth = Int.random(in: 0...3, using: &random) }
    if subject.key == Builder.start, chance(50) { options.maxDepth = 2 }
    return (subject.key, options)
  }

  /// A year, month or day in a narrow span, so that dates meet and overlap.
  fileprivate static func date(_ random: inout SplitMix64) -> OracleDate {
    let year = Int.random(in: 2019...2022, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      return OracleDate(text: "\(year)", first: day(year, 1, 1), last: day(year + 1, 1, 1) - 1)
    case 1:
      let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
      return OracleDate(
        text: "\(year)-\(two(month))", first: day(year, month, 1), last: next - 1)
    default:
      let number = Int.random(in: 1...28, using: &random)
      let first = day(year, month, number)
      return OracleDate(text: "\(year)-\(two(month))-\(two(number))", first: first, last: first)
    }
  }

  /// Days since 1970-01-01, counted year by year and month by month.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    var days = day - 1
    for earlier in 1970..<year { days += isLeap(earlier) ? 366 : 365 }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for earlier in 0..<(month - 1) { days += lengths[earlier] }
    return days
  }

  /// Builds one case.
  private struct Builder {
    private var random: SplitMix64
    private var entities: [OracleEntity] = []
    private var attributions: [OracleAttribution] = []

    init(seed: UInt64) {
      random = SplitMix64(seed: seed &* 0x9E37_79B9 &+ 17)
    }

    private mutating func chance(_ percent: Int) -> Bool {
      Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func pick(_ kinds: [OracleKind]) -> OracleEntity? {
      entities.filter { kinds.contains($0.kind) }.randomElement(using: &random)
    }

    private static let agents: [OracleKind] = [.organisation, .person, .group, .outlet]
    private static let givers: [OracleKind] = agents + [.document]

    mutating func build() -> OracleCase {
      let keys = OracleCaseGenerator.keys.shuffled(using: &random)
      let kinds: [OracleKind] =
        [.document, .document, .claim, .outlet]
        + (0..<Int.random(in: 0...5, using: &random)).map { _ in
          [OracleKind.document, .document, .claim, .claim, .outlet, .person, .group, .organisation][
            Int.random(in: 0..<8, using: &random)]
        }
      for (key, kind) in zip(keys, kinds) {
        var entity = OracleEntity(key: key, kind: kind)
        if chance(14) { entity.upstream = .origin } else if chance(12) { entity.upstream = .undisclosed }
        if chance(35) { entity.date = OracleCaseGenerator.date(&random) }
        entities.append(entity)
      }
      let motif = Int.random(in: 0..<100, using: &random)
      switch motif {
      case 0..<12: addTwoViews()
      case 12..<20: addTwoVariants()
      case 20..<26: addOtherStory()
      default: break
      }
      let count = motif < 26 ? 4 : Int.random(in: 6...18, using: &random)
      for _ in 0..<count { add() }
      return OracleCase(entities: entities, attributions: attributions)
    }

    private mutating func add() {
      if chance(30), let known = attributions.filter({ $0.target != nil }).randomElement(using: &random)
      {
        var parallel = known
        dress(&parallel)
        append(parallel)
        return
      }
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<24: connect([.document], ["cited_by", "quoted_by", "revised_as"], [.document])
      case 24..<36: connect(Self.agents, ["told", "quoted_by", "leaked_to"], [.document])
      case 36..<46: connect(Self.agents, ["told", "leaked_to"], Self.agents)
      case 46..<54: connect([.document], ["leaked_to", "cited_by"], Self.agents)
      case 54..<70: connect(Self.agents, ["authored", "published"], [.document])
      case 70..<82: connect(Self.givers, ["asserted"], [.claim])
      case 82..<90: connect([.claim], ["variant_of"], [.claim])
      case 90..<94: connect(Self.givers, ["denied", "confirmed"], Self.givers + [.claim])
      case 94..<97: connect(Self.agents, ["insider_of", "employed_by"], Self.agents)
      default: addStanceOnAttribution()
      }
    }

    private mutating func connect(
      _ sources: [OracleKind], _ relations: [String], _ targets: [OracleKind]
    ) {
      guard let source = pick(sources), var target = pick(targets),
        let relation = relations.randomElement(using: &random)
      else { return }
      if chance(5), targets.contains(source.kind) { target = source }
      var attribution = OracleAttribution(
        id: "", source: source.key, relation: relation, target: target.key)
      dress(&attribution)
      append(attribution)
    }

    /// Gives an attribution what it is about, its basis, date, status and evidence.
    private mutating func dress(_ attribution: inout OracleAttribution) {
      let works: [OracleKind] = chance(50) ? [.claim] : [.document]
      attribution.about = chance(55) ? pick(works)?.key : nil
      attribution.basis =
        chance(25) ? OracleBasis.allCases.randomElement(using: &random) : nil
      attribution.date = chance(35) ? OracleCaseGenerator.date(&random) : nil
      attribution.status = chance(6) ? .suggested : chance(6) ? .rejected : .recorded
      let evidence = Int.random(in: 0...2, using: &random)
      attribution.evidenceDocuments = Array(
        Set((0..<evidence).compactMap { _ in pick([.document])?.key }).sorted())
    }

    /// The subject of what is too rare to come about by chance.
    static let start = "s"

    private mutating func link(
      _ source: String, _ relation: String, _ target: String, about: String? = nil
    ) {
      append(
        OracleAttribution(
          id: "", source: source, relation: relation, target: target, about: about))
    }

    /// One sequence of agents with two documents in view, by a choice of attributions.
    private mutating func addTwoViews() {
      entities += [
        OracleEntity(key: "s", kind: .document), OracleEntity(key: "s1", kind: .person),
        OracleEntity(key: "s2", kind: .person), OracleEntity(key: "s3", kind: .person),
        OracleEntity(key: "s4", kind: .document), OracleEntity(key: "s5", kind: .document),
      ]
      link("s4", "cited_by", "s")
      link("s5", "cited_by", "s4")
      link("s1", "told", "s")
      link("s2", "told", "s1", about: chance(80) ? "s" : "s5")
      link("s2", "told", "s1", about: "s4")
      if chance(60) { link("s3", "told", "s2", about: chance(50) ? "s4" : "s5") }
      if chance(50) { link("s1", "told", "s2", about: "s5") }
    }

    /// A claim, a variant of it, and a variant of the variant.
    private mutating func addTwoVariants() {
      entities += [
        OracleEntity(key: "s", kind: .claim), OracleEntity(key: "s1", kind: .document),
        OracleEntity(key: "s2", kind: .document), OracleEntity(key: "s3", kind: .document),
        OracleEntity(key: "s4", kind: .claim), OracleEntity(key: "s5", kind: .claim),
      ]
      link("s1", "asserted", "s")
      link("s4", "variant_of", "s")
      link("s5", "variant_of", "s4")
      link("s3", "asserted", "s4")
      link("s2", "cited_by", "s1", about: chance(50) ? "s4" : "s3")
      link("s3", "cited_by", "s2", about: "s5")
    }

    /// An outlet that published the subject and was told of something else.
    private mutating func addOtherStory() {
      entities += [
        OracleEntity(key: "s", kind: .document), OracleEntity(key: "s1", kind: .outlet),
        OracleEntity(key: "s2", kind: .person), OracleEntity(key: "s3", kind: .claim),
        OracleEntity(key: "s4", kind: .claim),
      ]
      link("s", "asserted", "s3")
      link("s1", chance(50) ? "published" : "authored", "s")
      link("s2", "told", "s1", about: "s4")
    }

    private mutating func addStanceOnAttribution() {
      guard let source = pick(Self.givers), let on = attributions.randomElement(using: &random)
      else { return }
      append(
        OracleAttribution(
          id: "", source: source.key, relation: "denied", target: nil, targetAttribution: on.id))
    }

    private mutating func append(_ attribution: OracleAttribution) {
      var attribution = attribution
      attribution.id = "e\(attributions.count)"
      attributions.append(attribution)
    }
  }
}
