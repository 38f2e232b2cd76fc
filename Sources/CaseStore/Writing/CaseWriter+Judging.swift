package import HeadwaterModel
import SQLite

/// Verdicts on identity, and reviews of what was suggested.
extension CaseWriter {
  /// Records a verdict on two entities, in place of the one on this pair if there is one.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem` with `contradiction`.
  package func judge(
    _ entity: String, _ other: String, _ verdict: IdentityVerdict, author: String, reason: String?
  ) throws -> WriteOutcome {
    let active = try activeVerdict(on: entity, other)
    if active?.verdict == verdict, reason == nil { return .unchanged }
    // Who judged the opposite is to be heard first: such a verdict has to be undone.
    let isOpposite = Set([active?.verdict, verdict]) == [.same, .distinct]
    return try write(
      .identity(
        IdentityRecord(
          entity: entity, other: other, verdict: verdict, author: author, time: Journal.now(),
          reason: reason, supersedes: isOpposite ? nil : active?.uid)),
      mode: .addOnly)
  }

  /// Takes back the verdict on two entities.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem` with `unknownValue` where there
  ///   is none.
  package func undoVerdict(
    _ entity: String, _ other: String, author: String, reason: String?
  ) throws {
    guard let active = try activeVerdict(on: entity, other) else {
      throw RecordProblem(.unknownValue, "there is no verdict on these two entities to be undone")
    }
    _ = try write(
      .identity(
        IdentityRecord(
          entity: entity, other: other, verdict: .undone, author: author, time: Journal.now(),
          reason: reason, supersedes: active.uid)),
      mode: .addOnly)
  }

  /// The verdict on a pair that no later one replaces or undoes.
  private func activeVerdict(on entity: String, _ other: String) throws -> StoredIdentity? {
    let pair = Set([try reader.requiredNumber(entity), try reader.requiredNumber(other)])
    let verdicts = try IdentityTable(connection: connection).all()
    let replaced = Set(verdicts.compactMap(\.supersedes).map(ExactText.init))
    return verdicts.last { stored in
      Set([stored.entity, stored.other]) == pair && stored.verdict != .undone
        && !replaced.contains(ExactText(stored.uid))
    }
  }

  /// Accepts or rejects suggested attributions, by their ids.
  ///
  /// - Returns: How many there were.
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem` with `unknownValue` for one
  ///   that is not suggested.
  package func review(_ uids: [String], as status: RecordStatus) throws -> Int {
    for uid in uids {
      let stored = try requiredStored(uid)
      guard stored.status == .suggested else {
        throw RecordProblem(
          .unknownValue, column: "status",
          "the attribution \(quoted(uid)) is not suggested: it is \(stored.status.rawValue)")
      }
      var next = stored
      next.status = status
      try replace(stored, with: next)
    }
    return uids.count
  }

  /// The ids of the suggested attributions from, to or about an entity.
  ///
  /// - Throws: `unknownEntity`.
  package func suggestions(around key: String) throws -> [String] {
    let id = try reader.requiredNumber(key)
    var uids: [String] = []
    try connection.forEachRow(
      """
      SELECT uid FROM attribution WHERE status = 1 AND source = ?1
      UNION SELECT uid FROM attribution WHERE status = 1 AND target = ?1
      UNION SELECT uid FROM attribution WHERE status = 1 AND about = ?1
      """, [.integer(id)]
    ) { uids.append(try $0.text(0)) }
    return uids
  }
}

extension CaseReader {
  /// The suggested attributions, by id, and the entities that nothing recorded mentions.
  package func suggestions() throws -> (attributions: [AttributionID], entities: [EntityID]) {
    let attributions = try ids("SELECT id FROM attribution WHERE status = 1 ORDER BY uid")
    let entities = try ids(
      """
      WITH suggested (id) AS (
        SELECT source FROM attribution WHERE status = 1
        UNION SELECT target FROM attribution WHERE status = 1 AND target IS NOT NULL
        UNION SELECT about FROM attribution WHERE status = 1 AND about IS NOT NULL)
      SELECT s.id FROM suggested s JOIN entity e ON e.id = s.id
      WHERE NOT EXISTS (SELECT 1 FROM attribution a WHERE a.source = s.id AND a.status <> 1)
        AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.target = s.id AND a.status <> 1)
        AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.about = s.id AND a.status <> 1)
        AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.document = s.id)
      ORDER BY e.key
      """)
    return (attributions.map(AttributionID.init), entities.map(EntityID.init))
  }
}

extension CaseWriter {
  /// The ids of everything suggested.
  package func suggestedIDs() throws -> [String] {
    var uids: [String] = []
    try connection.forEachRow("SELECT uid FROM attribution WHERE status = 1 ORDER BY uid") {
      uids.append(try $0.text(0))
    }
    return uids
  }

  /// What a name stands for in a review: an attribution's id, or all around an entity.
  ///
  /// - Throws: `unknownEntity`; `RecordProblem` with `unknownValue` where nothing is suggested.
  package func suggestedIDs(named name: String) throws -> [String] {
    if try existing(name) != nil { return [name] }
    let found = try suggestions(around: name)
    guard !found.isEmpty else {
      throw RecordProblem(.unknownValue, "nothing around \(quoted(name)) is suggested")
    }
    return found
  }
}
