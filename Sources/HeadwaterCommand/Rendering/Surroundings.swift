import CaseStore
import HeadwaterModel

/// An entity, or an attribution, with all that stands around it.
struct Surroundings {
  /// Nil where an attribution is shown.
  let subject: EntityID?

  /// The attribution that is shown, or those around the entity, by heading.
  let groups: [(heading: Heading, attributions: [AttributionDetail])]

  /// Positions on the attributions shown.
  let stances: [AttributionID: [AttributionDetail]]

  /// How many attributions are according to the entity.
  let supported: Int
  let cards: [EntityID: EntityCard]

  enum Heading: String {
    case itself = "attribution"
    case upstream, downstream
    case stancesOn = "stances on it"
    case stancesTaken = "stances it takes"
    case associations
    case about = "attributions about it"
  }

  init(entity: EntityID, in reader: CaseReader) throws {
    let around = try reader.around(entity)
    let incoming = try reader.details(of: around.incoming)
    let outgoing = try reader.details(of: around.outgoing)
    let ties = (outgoing + incoming).filter { $0.relation.role == .association }
    try self.init(
      subject: entity,
      groups: [
        (.upstream, incoming.filter { $0.relation.role.isFlow }),
        (.downstream, outgoing.filter { $0.relation.role.isFlow }),
        (.stancesOn, incoming.filter { $0.relation.role == .stance }),
        (.stancesTaken, outgoing.filter { $0.relation.role == .stance }),
        (.associations, ties),
        (.about, try reader.details(of: around.about)),
      ], supported: around.supported, in: reader)
  }

  init(attribution uid: String, in reader: CaseReader) throws {
    let details = try reader.details(of: [try reader.requiredAttribution(uid)])
    try self.init(subject: nil, groups: [(.itself, details)], supported: 0, in: reader)
  }

  private init(
    subject: EntityID?, groups: [(heading: Heading, attributions: [AttributionDetail])],
    supported: Int, in reader: CaseReader
  ) throws {
    let shown = Set(groups.flatMap { $0.attributions.map(\.id) }).sorted()
    var stances: [AttributionID: [AttributionDetail]] = [:]
    for (id, found) in zip(shown, try reader.stances(onAttributions: shown)) where !found.isEmpty {
      stances[id] = try reader.details(of: found)
    }
    var ids: Set<EntityID> = subject.map { [$0] } ?? []
    for detail in groups.flatMap(\.attributions) + stances.values.flatMap({ $0 }) {
      ids.insert(detail.source)
      if let target = detail.target { ids.insert(target) }
      if let about = detail.about { ids.insert(about) }
      ids.formUnion(detail.evidence.map(\.document))
    }
    let ordered = ids.sorted()
    self.subject = subject
    self.groups = groups.filter { !$0.attributions.isEmpty }
    self.stances = stances
    self.supported = supported
    cards = Dictionary(uniqueKeysWithValues: zip(ordered, try reader.cards(for: ordered)))
  }
}
