/// Builds one random case.
struct OracleCaseBuilder {
  /// Keys whose order as Unicode scalars is not their order as UTF-16, nor that of joined lists.
  private static let keys = ["a", "a-b", "a.b", "b", "k", "m", "z", "\u{FF5A}", "\u{10428}", "q"]

  var choice: OracleChoice
  private(set) var entities: [OracleEntity] = []
  private(set) var attributions: [OracleAttribution] = []
  private var unusedKeys: [String]
  private let isDated: Bool
  private let isMarked: Bool

  /// Whether the case grows elsewhere than into its first entity.
  var leavesFirstAlone = false

  /// Whether only what is never a hop is added to what was planted.
  var isSmall = false

  /// Whether the case is small enough for every set of its entities to be tried.
  var isTiny = false

  init(seed: UInt64) {
    choice = OracleChoice(seed: seed &* 0x9E37_79B9 &+ 17)
    unusedKeys = choice.shuffled(Self.keys)
    isDated = choice.chance(50)
    isMarked = choice.chance(50)
  }

  mutating func build() -> OracleCase {
    plantMotif()
    return grown()
  }

  /// The case, grown from what was planted.
  mutating func grown() -> OracleCase {
    let kinds: [OracleKind] = [
      .document, .claim, .outlet, .document, .person, .claim, .group, .document, .organisation,
    ]
    let entityCount = 4 + choice.below(isTiny ? 4 : 6)
    while entities.count < entityCount, let kind = choice.pick(kinds) { _ = add(kind) }
    var count = isSmall ? 6 : 6 + choice.below(11)
    if isTiny { count = min(14, max(attributions.count, 5) + choice.below(5)) }
    for _ in 0..<40 where attributions.count < count { grow() }
    return OracleCase(entities: entities, attributions: attributions)
  }

  /// Adds an entity and tells its key; nothing is added once the keys are used up.
  mutating func add(_ kind: OracleKind) -> String {
    guard let key = unusedKeys.popLast() else { return entities[0].key }
    var entity = OracleEntity(key: key, kind: kind)
    if isMarked, choice.chance(25) {
      entity.upstream = choice.chance(50) ? .origin : .undisclosed
    }
    if isDated, choice.chance(50) { entity.date = choice.date() }
    entities.append(entity)
    return key
  }

  /// Marks the entity `key`.
  mutating func mark(_ key: String, _ upstream: OracleUpstream) {
    for index in entities.indices where entities[index].key == key {
      entities[index].upstream = upstream
    }
  }

  /// Adds an attribution, seldom one that is not recorded, and dated in a dated case.
  mutating func link(
    _ source: String, _ relation: String, _ target: String, about: String? = nil,
    basis: OracleBasis? = nil
  ) {
    var attribution = OracleAttribution(
      id: "", source: source, relation: relation, target: target, about: about, basis: basis)
    if isDated, choice.chance(60) { attribution.date = choice.date() }
    if choice.chance(3) { attribution.status = .suggested }
    attribution.evidenceDocuments = evidence()
    append(attribution)
  }

  /// Adds one attribution, most often into what the first entity already draws on.
  private mutating func grow() {
    let first = entities[0].key
    let known = attributions.filter {
      $0.target != nil && $0.relation != "variant_of" && !(leavesFirstAlone && $0.target == first)
    }
    if !isSmall, choice.chance(24), var parallel = choice.pick(known) {
      dress(&parallel)
      append(parallel)
      return
    }
    if choice.chance(4), let giver = pick(isGiver: true), let on = choice.pick(attributions) {
      append(
        OracleAttribution(
          id: "", source: giver.key, relation: "denied", target: nil, targetAttribution: on.id))
      return
    }
    let reached = reachedKeys()
    let near = entities.filter { reached.contains($0.key) }
    let far = entities.filter { !reached.contains($0.key) }
    guard let receiver = choice.pick(choice.chance(75) ? near : entities) else { return }
    if leavesFirstAlone, receiver.key == first { return }
    var giver = choice.pick(choice.chance(45) && !far.isEmpty ? far : entities)
    if choice.chance(6) { giver = receiver }
    guard let giver, let relation = relation(from: giver, to: receiver) else { return }
    var attribution = OracleAttribution(
      id: "", source: giver.key, relation: relation, target: receiver.key)
    dress(&attribution)
    append(attribution)
  }

  private mutating func pick(isGiver: Bool) -> OracleEntity? {
    choice.pick(entities.filter { ($0.kind != .claim) == isGiver })
  }

  /// The keys that lie upstream of the first entity, by any attribution.
  private func reachedKeys() -> Set<String> {
    var reached: Set<String> = [entities[0].key]
    var size = 0
    while size < reached.count {
      size = reached.count
      for attribution in attributions {
        if let target = attribution.target, reached.contains(target) {
          reached.insert(attribution.source)
        }
      }
    }
    return reached
  }

  /// A relation of an allowed shape; nil where there is none.
  private mutating func relation(from giver: OracleEntity, to receiver: OracleEntity) -> String? {
    if giver.kind == .claim {
      return receiver.kind == .claim ? "variant_of" : nil
    }
    if isSmall || choice.chance(7) {
      return choice.pick(["denied", "disputed", "refuted", "confirmed", "corrected", "retracted"])
    }
    if giver.kind.isAgent, receiver.kind.isAgent, choice.chance(14) {
      return choice.pick(["insider_of", "employed_by", "speaks_for", "member_of", "owned_by"])
    }
    switch (giver.kind.isAgent, receiver.kind) {
    case (_, .claim):
      return "asserted"
    case (true, .document):
      return choice.pick([
        "told", "authored", "published", "authored", "published", "quoted_by", "supplied_data_to",
      ])
    case (false, .document):
      return choice.pick([
        "cited_by", "quoted_by", "paraphrased_by", "republished_by", "translated_by", "revised_as",
      ])
    case (true, _):
      return choice.pick(["told", "leaked_to"])
    case (false, _):
      return choice.pick(["leaked_to", "cited_by"])
    }
  }

  /// Gives an attribution what it is about, its basis, date, status and evidence.
  private mutating func dress(_ attribution: inout OracleAttribution) {
    let works = entities.filter(\.kind.isWork).map(\.key)
    let ends = [attribution.source, attribution.target].compactMap { $0 }.filter(works.contains)
    switch choice.below(100) {
    case 0..<32: attribution.about = nil
    case 32..<42: attribution.about = choice.pick(ends)
    default: attribution.about = choice.pick(works)
    }
    attribution.basis = choice.chance(20) ? choice.pick(OracleBasis.allCases) : nil
    attribution.date = isDated && choice.chance(60) ? choice.date() : nil
    switch choice.below(100) {
    case 0..<7: attribution.status = .suggested
    case 7..<12: attribution.status = .rejected
    default: attribution.status = .recorded
    }
    attribution.evidenceDocuments = evidence()
  }

  private mutating func evidence() -> [String] {
    let documents = entities.filter { $0.kind == .document }.map(\.key)
    var found: [String] = []
    for _ in 0..<choice.below(3) {
      if let document = choice.pick(documents), !found.contains(document) { found.append(document) }
    }
    return found
  }

  private mutating func append(_ attribution: OracleAttribution) {
    var attribution = attribution
    attribution.id = "e\(attributions.count)"
    attributions.append(attribution)
  }
}
