import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// What is shown of the attributions of an answer and of the entities on them, read once.
struct AttributionTexts {
  let names: EntityNames
  private let details: [AttributionID: AttributionDetail]

  /// Reads these attributions, those that they are on, and all entities on them and beside them.
  init(
    _ ids: some Sequence<AttributionID>, beside entities: some Sequence<EntityID>,
    in reader: CaseReader
  ) throws {
    let ids = Set(ids).sorted()
    var found = Dictionary(uniqueKeysWithValues: zip(ids, try reader.details(of: ids)))
    let targets = Set(found.values.compactMap(\.targetAttribution)).subtracting(ids).sorted()
    for (id, detail) in zip(targets, try reader.details(of: targets)) { found[id] = detail }
    details = found
    var named = Set(entities)
    for detail in found.values {
      named.formUnion([detail.source, detail.target, detail.about].compactMap { $0 })
      named.formUnion(detail.evidence.map(\.document))
    }
    names = try EntityNames(named, in: reader)
  }

  subscript(id: AttributionID) -> AttributionDetail? { details[id] }

  /// "memo cited by wire", "ministry denied that memo cited by wire".
  func sentence(_ id: AttributionID) -> String {
    guard let detail = details[id] else { return "?" }
    let start = "\(names.brief(detail.source)) \(detail.relation.forwardPhrase) "
    if let target = detail.target { return start + names.brief(target) }
    guard let target = detail.targetAttribution, let other = details[target] else {
      return start + "an attribution"
    }
    guard let end = other.target else { return start + "another stance" }
    return start + "that \(names.brief(other.source)) \(other.relation.forwardPhrase) "
      + names.brief(end)
  }

  /// A key, or "attribution:ID".
  func target(_ target: StanceTarget) -> String {
    switch target {
    case .entity(let id): names[id]?.key ?? ""
    case .attribution(let id): "attribution:" + (details[id]?.uid ?? "")
    }
  }

  func key(_ id: EntityID?) -> JSONValue { .optional(id.flatMap { names[$0]?.key }) }

  /// The date of an attribution in words; else that of the work that `dated` names.
  func date(_ id: AttributionID, or dated: EntityID?) -> String? {
    details[id]?.date?.text
      ?? dated.flatMap { names[$0] }.flatMap { card in
        card.base.isWork ? card.date?.text : nil
      }
  }
}

extension EntityNames {
  /// The key; the name of what is withheld.
  func brief(_ id: EntityID) -> String {
    guard let card = self[id] else { return "?" }
    return Terminal.visible(card.isWithheld ? card.displayName : card.key ?? card.displayName)
  }

  /// The first dozen, and how many more there are: the JSON has all.
  func briefList(_ ids: some Collection<EntityID>) -> String { Self.listed(ids.map(brief)) }

  /// Keys in the order of keys.
  func sortedKeys(_ ids: some Sequence<EntityID>) -> [String] {
    ids.map { self[$0]?.key ?? "" }.sorted(by: ByteOrder.precedes)
  }

  /// The entities of a set of ends, and its groups, as two members of an answer.
  func json(_ ends: EndSet, _ name: String, groups: String) -> [(String, JSONValue)] {
    let lists = ends.groups.map(sortedKeys)
      .sorted { $0.lexicographicallyPrecedes($1, by: ByteOrder.precedes) }
    return [
      (name, .texts(sortedKeys(ends.entities))), (groups, .array(lists.map { .texts($0) })),
    ]
  }

  /// "insider-a, memo, a group that rests on itself (x, y)".
  func briefList(_ ends: EndSet) -> String {
    let entities = ends.entities.sorted {
      ByteOrder.precedes(self[$0]?.key ?? "", self[$1]?.key ?? "")
    }
    let groups = ends.groups.map { "a group that rests on itself (\(briefList($0)))" }.sorted()
    return Self.listed(entities.map(brief) + groups)
  }

  static func listed(_ texts: [String]) -> String {
    let more = texts.count > 12 ? ["\(texts.count - 12) more"] : []
    return (texts.prefix(12) + more).joined(separator: ", ")
  }

  /// Keys with semicolons between, those of a group with plus signs.
  func cell(_ ends: EndSet) -> String {
    let groups = ends.groups.map { sortedKeys($0).joined(separator: "+") }
    return (sortedKeys(ends.entities) + groups.sorted()).joined(separator: ";")
  }
}
