package import HeadwaterModel

/// Records by number, for whoever found the numbers in this same state of the case.
extension CaseReader {
  /// What may be shown of entities as records, in the order asked.
  package func entityRecords(_ ids: [EntityID]) throws -> [EntityRecord] {
    let table = EntityTable(connection: connection)
    return try ids.map { id in
      guard let stored = try table.load(id.rawValue, numbered) else {
        throw CaseError(.corrupted, "an entity is missing")
      }
      return try shown(stored)
    }
  }

  /// What may be shown of attributions as records, in the order asked; ends are as they were given.
  package func attributionRecords(_ ids: [AttributionID]) throws -> [AttributionRecord] {
    try ids.map { id in
      guard let record = try record(ofAttribution: id.rawValue) else {
        throw CaseError(.corrupted, "an attribution is missing")
      }
      return record
    }
  }
}

extension CaseWriter {
  /// The case as this transaction has left it so far.
  ///
  /// Verdicts on identity that it gave do not count yet.
  package func reading(revealWithheld: Bool) throws -> CaseReader {
    try CaseReader(connection, revealWithheld: revealWithheld)
  }
}
