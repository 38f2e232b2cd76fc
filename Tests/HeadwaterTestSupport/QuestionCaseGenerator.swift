/// What a random case for the questions may hold besides what chains need.
package struct QuestionExtras: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Verdicts on identity, whose closure contradicts nothing.
  package static let verdicts = QuestionExtras(rawValue: 1)
  /// Attributions that are needed together.
  package static let joints = QuestionExtras(rawValue: 2)
  /// Retractions, corrections and denials, by makers and by others, of works and attributions.
  package static let notices = QuestionExtras(rawValue: 4)
  /// Motifs of the questions: circles, versions, sources in common.
  package static let motifs = QuestionExtras(rawValue: 8)

  package static let all: QuestionExtras = [.verdicts, .joints, .notices, .motifs]
}

/// Makes tiny random cases for the questions, and what is asked of them; a seed names one for ever.
package enum QuestionCaseGenerator {
  /// The case of `seed`, its first entity the subject it is grown from.
  package static func `case`(seed: UInt64, extras: QuestionExtras = .all) -> OracleCase {
    var builder = OracleCaseBuilder(seed: seed &* 31 &+ 7)
    builder.isTiny = true
    if extras.contains(.motifs), builder.choice.chance(75) {
      builder.plantQuestionMotif()
    } else {
      builder.plantMotif()
    }
    var world = builder.grown()
    var choice = OracleChoice(seed: seed ^ 0xC0FF_EE00_1234_5678)
    if extras.contains(.joints), choice.chance(55) { addJoints(to: &world, &choice) }
    if extras.contains(.notices), choice.chance(45) { addNotices(to: &world, &choice) }
    if extras.contains(.verdicts), choice.chance(60) { addVerdicts(to: &world, &choice) }
    return world
  }

  /// The subject, and options that every question takes; two seeds in three have none.
  package static func question(
    seed: UInt64, case world: OracleCase
  ) -> (subject: String, options: OracleOptions) {
    var (subject, options) = OracleCaseGenerator.question(seed: seed, case: world)
    if seed % 3 != 0 { options = OracleOptions() }
    options.maxDepth = nil
    let standing = world.standingKeys
    subject = standing[subject] ?? subject
    options.without.remove(subject)
    return (subject, options.renamed(standing))
  }

  /// A permutation of the keys of `world`.
  package static func names(seed: UInt64, for world: OracleCase) -> [String: String] {
    var choice = OracleChoice(seed: seed &+ 0xABCD_EF01)
    let keys = world.entities.map(\.key)
    return Dictionary(uniqueKeysWithValues: zip(keys, choice.shuffled(keys)))
  }

  private static func addJoints(to world: inout OracleCase, _ choice: inout OracleChoice) {
    for target in world.entities.map(\.key) where choice.chance(75) {
      var into = world.attributions.indices.filter {
        world.attributions[$0].target == target && world.attributions[$0].isFlow
      }
      if into.count < 2 { continue }
      into = choice.shuffled(into)
      let members = into.prefix(choice.chance(75) ? 2 : 3)
      for index in members { world.attributions[index].joint = "j-\(target)" }
    }
  }

  private static func addNotices(to world: inout OracleCase, _ choice: inout OracleChoice) {
    for number in 0..<(1 + choice.below(3)) {
      let on = choice.chance(50) ? noticeOnWork(world, &choice) : noticeOnStep(world, &choice)
      guard var notice = on else { continue }
      notice.id = "n\(number)"
      if choice.chance(8) { notice.status = .suggested }
      world.attributions.append(notice)
    }
  }

  private static func noticeOnWork(
    _ world: OracleCase, _ choice: inout OracleChoice
  ) -> OracleAttribution? {
    let made = world.attributions.filter { $0.relation == "authored" || $0.relation == "published" }
    if choice.chance(70), let byline = choice.pick(made) {
      return OracleAttribution(
        id: "", source: byline.source, relation: "retracted", target: byline.target)
    }
    let works = world.entities.filter(\.kind.isWork).map(\.key)
    let givers = world.entities.filter { $0.kind != .claim }.map(\.key)
    guard let work = choice.pick(works), let giver = choice.pick(givers.filter { $0 != work })
    else { return nil }
    let relation = choice.pick(["retracted", "corrected", "denied", "disputed", "confirmed"])
    return OracleAttribution(id: "", source: giver, relation: relation ?? "", target: work)
  }

  private static func noticeOnStep(
    _ world: OracleCase, _ choice: inout OracleChoice
  ) -> OracleAttribution? {
    let flow = world.attributions.filter(\.isFlow)
    guard let step = choice.pick(flow) else { return nil }
    let makers = world.attributions.filter {
      ($0.relation == "authored" || $0.relation == "published")
        && ($0.target == step.source || $0.target == step.target)
    }.map(\.source)
    let givers = world.entities.filter { $0.kind != .claim }.map(\.key)
    let near = [step.source, step.target ?? ""].filter(givers.contains) + makers
    guard let source = choice.pick(choice.chance(60) ? near : givers) else { return nil }
    let relation = choice.pick([
      "retracted", "retracted", "denied", "disputed", "refuted", "corrected", "confirmed",
    ])
    return OracleAttribution(
      id: "", source: source, relation: relation ?? "", target: nil, targetAttribution: step.id)
  }

  /// Adds verdicts on pairs of one kind, one a pair.
  private static func addVerdicts(to world: inout OracleCase, _ choice: inout OracleChoice) {
    var pairs: [(String, String)] = []
    for (index, one) in world.entities.enumerated() {
      for other in world.entities[(index + 1)...] where one.kind == other.kind {
        pairs.append((one.key, other.key))
      }
    }
    let persons = world.entities.filter { $0.kind == .person }.map(\.key)
    if persons.count > 2, choice.chance(85) {
      world.verdicts.append(OracleVerdict(persons[0], persons[2], .possiblySame))
      world.verdicts.append(OracleVerdict(persons[2], persons[1], .possiblySame))
      if choice.chance(40) {
        world.verdicts.append(OracleVerdict(persons[0], persons[1], .distinct))
      }
      return
    }
    let givesFirst = choice.chance(55)
    for (one, other) in choice.shuffled(pairs).prefix(1 + choice.below(4)) {
      let judgement: OracleVerdict.Judgement =
        switch choice.below(10) {
        case 0..<3: givesFirst ? .possiblySame : .same
        case 3..<8: .possiblySame
        default: .distinct
        }
      let verdict = OracleVerdict(one, other, judgement)
      var judged = world
      judged.verdicts.append(verdict)
      if judged.isFreeOfContradictions { world = judged }
    }
  }
}

extension OracleCase {
  /// Whether no two that are the same were also judged otherwise.
  var isFreeOfContradictions: Bool {
    let standing = standingKeys
    return verdicts.allSatisfy {
      $0.judgement == .same || standing[$0.one] != standing[$0.other]
    }
  }
}
