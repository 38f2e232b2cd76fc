import CaseStore
import HeadwaterModel
import JSONText

/// What is shown of the entities and attributions of an answer, read once.
struct EntityNames {
  private let cards: [EntityID: EntityCard]

  init(_ ids: some Sequence<EntityID>, in reader: CaseReader) throws {
    let ids = Set(ids).sorted()
    cards = Dictionary(uniqueKeysWithValues: zip(ids, try reader.cards(for: ids)))
  }

  subscript(id: EntityID) -> EntityCard? { cards[id] }

  /// "occrp · OCCRP".
  func short(_ id: EntityID) -> String { Wording.shortEntity(cards[id]) }

  /// "occrp · OCCRP (outlet)".
  func long(_ id: EntityID) -> String { Wording.entity(cards[id]) }

  func list(_ ids: [EntityID]) -> String { ids.map(short).joined(separator: ", ") }

  func key(_ id: EntityID) -> JSONValue { .optional(cards[id]?.key) }

  func keys(_ ids: [EntityID]) -> JSONValue { .array(ids.map(key)) }

  func entity(_ id: EntityID) -> JSONValue { TraceJSON.entity(cards[id]) }
}
