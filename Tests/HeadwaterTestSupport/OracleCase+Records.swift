package import HeadwaterModel

extension OracleCase {
  /// The same case as records, in an order that a case accepts.
  ///
  /// - Precondition: dates are texts of EDTF level 1.
  package var records: [CaseRecord] {
    let entities = self.entities.map { entity in
      CaseRecord.entity(
        EntityRecord(
          key: entity.key, kind: entity.kind.rawValue,
          upstream: UpstreamMark(rawValue: entity.upstream.rawValue) ?? .unexplored,
          date: Self.date(entity.date)))
    }
    let onEntities = attributions.filter { $0.target != nil }
    let onAttributions = attributions.filter { $0.target == nil }
    let judged = verdicts.map { verdict in
      CaseRecord.identity(
        IdentityRecord(
          entity: verdict.one, other: verdict.other,
          verdict: IdentityVerdict(rawValue: verdict.judgement.rawValue) ?? .possiblySame))
    }
    return entities + (onEntities + onAttributions).map { .attribution(record(of: $0)) } + judged
  }

  private func record(of attribution: OracleAttribution) -> AttributionRecord {
    let target: AttributionTarget =
      attribution.target.map { .entity($0) }
      ?? .attribution(attribution.targetAttribution ?? "")
    return AttributionRecord(
      id: attribution.id, source: attribution.source, relation: attribution.relation,
      target: target, about: attribution.about, date: Self.date(attribution.date),
      basis: attribution.basis.flatMap { Basis(rawValue: $0.rawValue) },
      joint: attribution.joint,
      status: RecordStatus(rawValue: attribution.status.rawValue) ?? .recorded,
      evidence: attribution.evidenceDocuments.map { EvidenceRecord(document: $0) })
  }

  private static func date(_ date: OracleDate?) -> EDTFDate? {
    guard let date else { return nil }
    do {
      return try EDTFDate(date.text)
    } catch {
      preconditionFailure("the oracle's date \(date.text) is no date: \(error.message)")
    }
  }
}

extension OracleOptions {
  /// The same options for the program, keys looked up in `reader`.
  package func traceOptions(in reader: some GraphReader) throws -> (
    about: EntityID?, without: Set<EntityID>, notAccordingTo: Set<EntityID>, asOf: DayBounds?
  ) {
    (
      try about.flatMap { try reader.entity(forKey: $0) },
      Set(try without.compactMap { try reader.entity(forKey: $0) }),
      Set(try notAccordingTo.compactMap { try reader.entity(forKey: $0) }),
      asOf.map { DayBounds(earliest: Int32($0.first), latest: Int32($0.last)) }
    )
  }
}
