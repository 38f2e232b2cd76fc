package import HeadwaterModel

/// An audit's reader over records: the other one that tests compare with.
///
/// Entities are numbered in the order given, attributions too. Verdicts are taken one by one, and
/// none may replace another.
package struct InMemoryAudit: AuditReader, Sendable {
  private var records: [EntityRecord] = []
  private var attributions: [AttributionRecord] = []
  private var texts: [TextRecord] = []
  private var verdicts: [IdentityRecord] = []
  private var vocabulary = Vocabulary()
  private var numbers: [String: Int] = [:]
  private var standsFor: [Int] = []

  package init(_ records: [CaseRecord]) {
    for record in records {
      switch record {
      case .kind(let kind): try? vocabulary.define(kind)
      case .relation(let relation): try? vocabulary.define(relation)
      case .entity(let entity):
        numbers[EntityKey.folded(entity.key ?? "")] = self.records.count
        standsFor.append(self.records.count)
        self.records.append(entity)
      case .attribution(let attribution): attributions.append(attribution)
      case .text(let text): texts.append(text)
      case .identity(let verdict): verdicts.append(verdict)
      case .evidence: preconditionFailure("evidence stands with its attribution here")
      }
    }
    for verdict in verdicts where verdict.verdict == .same {
      join(number(verdict.entity), number(verdict.other))
    }
  }

  /// All of two groups stand under the one of the least key.
  private mutating func join(_ left: Int, _ right: Int) {
    let groups = Set([standsFor[left], standsFor[right]])
    let members = records.indices.filter { groups.contains(standsFor[$0]) }
    let first = members.min { ByteOrder.precedes(key($0), key($1)) } ?? left
    for member in members { standsFor[member] = first }
  }

  private func key(_ number: Int) -> String { records[number].key ?? "" }

  private func number(_ key: String) -> Int { numbers[EntityKey.folded(key)] ?? -1 }

  private func canonical(_ key: String) -> EntityID { Self.id(standsFor[number(key)]) }

  private static func id(_ number: Int) -> EntityID { EntityID(Int64(number + 1)) }

  /// The key of an entity, or the id of an attribution, of a finding.
  package func name(of entity: EntityID) -> String { key(Int(entity.rawValue) - 1) }

  package func name(of attribution: AttributionID) -> String {
    attributions[Int(attribution.rawValue) - 1].id ?? ""
  }

  package func scanEntities(_ body: (AuditedEntity) -> Bool) throws(GraphReadError) {
    let order = records.indices.sorted {
      ByteOrder.precedes(EntityKey.folded(key($0)), EntityKey.folded(key($1)))
    }
    for number in order {
      let record = records[number]
      let isWithheld = record.naming == .withheld
      let entity = AuditedEntity(
        id: Self.id(number), canonical: Self.id(standsFor[number]),
        kind: vocabulary.baseKind(of: record.kind ?? "") ?? .document, naming: record.naming,
        upstream: record.upstream, date: isWithheld ? nil : record.date?.bounds,
        name: isWithheld ? nil : record.name,
        isDescribed: !isWithheld && record.description != nil)
      guard body(entity) else { return }
    }
  }

  package func scanAliases(_ body: (EntityID, String) -> Bool) throws(GraphReadError) {
    for (number, record) in records.enumerated() where record.naming != .withheld {
      for alias in record.aliases {
        guard body(Self.id(number), alias) else { return }
      }
    }
  }

  package func scanAttributions(
    _ body: (AuditedAttribution) -> Bool
  ) throws(GraphReadError) {
    for (number, record) in attributions.enumerated() where record.status == .recorded {
      var target: EntityID?
      var on: AttributionID?
      switch record.target {
      case .entity(let key): target = canonical(key)
      case .attribution(let id):
        on = attributions.firstIndex { $0.id == id }.map { AttributionID(Int64($0 + 1)) }
      }
      let attribution = AuditedAttribution(
        id: AttributionID(Int64(number + 1)), source: canonical(record.source), target: target,
        targetAttribution: on, about: record.about.map(canonical), relation: record.relation,
        role: vocabulary.relations[record.relation]?.role ?? .association, basis: record.basis,
        date: record.date?.bounds)
      guard body(attribution) else { return }
    }
  }

  package func scanEvidence(
    _ body: (AttributionID, EntityID) -> Bool
  ) throws(GraphReadError) {
    for (index, record) in attributions.enumerated() {
      let documents = record.evidence.map { Self.id(number($0.document)) }.sorted()
      for document in documents {
        guard body(AttributionID(Int64(index + 1)), document) else { return }
      }
    }
  }

  package func scanLostQuotations(
    _ body: (AttributionID, EntityID) -> Bool
  ) throws(GraphReadError) {
    for document in records.indices where records[document].naming != .withheld {
      let versions = texts.filter { number($0.document) == document }.map(\.content)
      if versions.isEmpty { continue }
      for (index, record) in attributions.enumerated() where record.status == .recorded {
        for evidence in record.evidence where number(evidence.document) == document {
          guard evidence.textVersion == nil, let quote = evidence.quote else { continue }
          let wanted = (evidence.prefix ?? "") + quote + (evidence.suffix ?? "")
          if versions.contains(where: { $0.contains(wanted) }) { continue }
          guard body(AttributionID(Int64(index + 1)), Self.id(document)) else { return }
        }
      }
    }
  }

  package func scanVerdicts(_ body: (AuditedVerdict) -> Bool) throws(GraphReadError) {
    for verdict in verdicts {
      let audited = AuditedVerdict(
        entity: Self.id(number(verdict.entity)), other: Self.id(number(verdict.other)),
        verdict: verdict.verdict)
      guard body(audited) else { return }
    }
  }

  package func countSuggested() throws(GraphReadError) -> Int {
    attributions.count { $0.status == .suggested }
  }
}
