/// Makes small random cases, and questions to put to them; a seed names one for ever.
///
/// Cases keep to the shapes of DESIGN section 4.4. They are dense in what is rare in real ones:
/// circles, parallel attributions, marks, bylines, variants, documents about documents. The first
/// entity is the one that the case is grown upstream from.
package enum OracleCaseGenerator {
  /// The case of `seed`.
  package static func `case`(seed: UInt64) -> OracleCase {
    var builder = OracleCaseBuilder(seed: seed)
    return builder.build()
  }

  /// A subject of the case and what is asked of it; every other seed asks for nothing more.
  package static func question(
    seed: UInt64, case world: OracleCase
  ) -> (subject: String, options: OracleOptions) {
    var choice = OracleChoice(seed: seed ^ 0x5EED_0F0A_5EED_0F0A)
    let subject =
      choice.chance(88) ? world.entities.first : choice.pick(world.entities)
    guard let subject else { preconditionFailure("a case has entities") }
    guard seed % 2 == 1 else { return (subject.key, OracleOptions()) }
    return (subject.key, options(&choice, for: subject, in: world))
  }

  /// What may be asked for besides the subject.
  private enum Wish {
    case about, anyMatter, without, relations, notAccordingTo, asOf, establishedOnly, maxDepth
  }

  /// Two or three wishes, more often those that the case has something to say to.
  private static func options(
    _ choice: inout OracleChoice, for subject: OracleEntity, in world: OracleCase
  ) -> OracleOptions {
    var wishes: [Wish] = [
      .about, .anyMatter, .anyMatter, .without, .relations, .notAccordingTo, .establishedOnly,
      .maxDepth, .maxDepth,
    ]
    let makers = makers(in: world)
    if !makers.isEmpty {
      wishes += [.anyMatter, .anyMatter, .notAccordingTo, .notAccordingTo]
      wishes += [.establishedOnly, .establishedOnly]
    }
    let claims = world.entities.filter { $0.kind == .claim }.map(\.key)
    let toMakers = world.attributions.filter { makers.contains($0.target ?? "") }
    if toMakers.contains(where: { claims.contains($0.about ?? "") }) {
      wishes += Array(repeating: .anyMatter, count: 8)
    }
    let given = world.attributions.filter { $0.source == subject.key }
    if given.contains(where: { OracleRole(relation: $0.relation) == .transmission }) {
      wishes += Array(repeating: .maxDepth, count: 8)
    }
    if world.attributions.contains(where: { $0.date != nil }) { wishes += [.asOf, .asOf, .asOf] }
    var options = OracleOptions()
    for _ in 0...(1 + choice.below(2)) {
      guard let wish = choice.pick(wishes) else { break }
      add(wish, to: &options, &choice, for: subject, in: world)
    }
    return options
  }

  private static func add(
    _ wish: Wish, to options: inout OracleOptions, _ choice: inout OracleChoice,
    for subject: OracleEntity, in world: OracleCase
  ) {
    let others = world.entities.filter { $0.key != subject.key }
    switch wish {
    case .about where subject.kind != .claim:
      options.about = choice.pick(others.filter { $0.kind == .claim })?.key
    case .about, .anyMatter:
      options.anyMatter = true
      options.establishedOnly = options.establishedOnly && choice.chance(85)
    case .without:
      if let other = choice.pick(others.filter { $0.kind != .claim }) {
        options.without.insert(other.key)
      }
    case .relations:
      var kept = world.attributions.map(\.relation)
      if let left = choice.pick(kept) { kept.removeAll { $0 == left } }
      options.relations = Set(kept)
    case .notAccordingTo:
      let documents = others.filter { $0.kind == .document }.map(\.key)
      if let source = choice.pick(choice.chance(70) ? makers(in: world) : documents) {
        options.notAccordingTo.insert(source)
      }
    case .asOf:
      if let date = choice.pick(world.attributions.compactMap(\.date)) {
        options.asOf = choice.date(inYear: Int(date.text.prefix(4)))
      }
    case .establishedOnly:
      options.establishedOnly = !options.anyMatter || choice.chance(85)
    case .maxDepth:
      options.maxDepth = choice.pick([0, 1, 1, 1, 1, 2, 2, 3])
    }
  }

  /// The agents that authored or published something that is evidence, else anything.
  private static func makers(in world: OracleCase) -> [String] {
    let made = world.attributions.filter {
      $0.relation == "authored" || $0.relation == "published"
    }
    let evidence = Set(world.attributions.flatMap(\.evidenceDocuments))
    let useful = made.filter { evidence.contains($0.target ?? "") }
    return (useful.isEmpty ? made : useful).map(\.source)
  }
}

/// Random choices that do not hang on how the standard library makes them.
struct OracleChoice {
  private var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// A number from zero to `bound`, which is itself left out.
  mutating func below(_ bound: Int) -> Int {
    Int(random.next() % UInt64(bound))
  }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for index in elements.indices.dropLast() {
      elements.swapAt(index, index + below(elements.count - index))
    }
    return elements
  }

  /// A year, month or day in a narrow span, so that dates meet and overlap.
  mutating func date(inYear given: Int? = nil) -> OracleDate {
    let year = given ?? 2019 + below(4)
    let month = 1 + below(12)
    switch below(3) {
    case 0:
      return OracleDate(
        text: "\(year)", first: day(year, 1, 1), last: day(year + 1, 1, 1) - 1)
    case 1:
      let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
      return OracleDate(
        text: "\(year)-\(twoDigits(month))", first: day(year, month, 1), last: next - 1)
    default:
      let number = 1 + below(28)
      let first = day(year, month, number)
      return OracleDate(
        text: "\(year)-\(twoDigits(month))-\(twoDigits(number))", first: first, last: first)
    }
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Days since 1970-01-01, counted year by year and month by month.
  private func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    var days = day - 1
    for earlier in 1970..<year { days += isLeap(earlier) ? 366 : 365 }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for earlier in 0..<(month - 1) { days += lengths[earlier] }
    return days
  }
}
