import CaseStore
public import HeadwaterModel

/// A change to a case that is whole or absent, to be made while its `Case.write` runs.
///
/// It cannot be kept. A record that is refused leaves nothing of itself behind, so that `body` may
/// catch what a call throws and go on. Bad records throw `RecordProblem`; names of what is not
/// there, where they do not stand in a record, throw `CaseError`.
public struct CaseTransaction: ~Copyable {
  let writer: CaseWriter
  let author: String

  // MARK: - Adding

  /// Adds an entity.
  ///
  /// Where one of its key is there, an equal one is left `unchanged`. One that differs is refused
  /// with `differs`, or with the mode `update` takes the place of what is there.
  @discardableResult
  public func add(_ entity: EntityRecord, mode: WriteMode = .addOnly) throws -> WriteOutcome {
    try writer.write(.entity(entity), mode: mode)
  }

  /// Adds an attribution with its evidence; what its ends name has to be there.
  ///
  /// Without an id of its own it gets one that follows from its content, so that adding it twice
  /// leaves it `unchanged`.
  @discardableResult
  public func add(
    _ attribution: AttributionRecord, mode: WriteMode = .addOnly
  ) throws -> WriteOutcome {
    try writer.write(.attribution(attribution), mode: mode)
  }

  /// Adds a piece of evidence to the attribution of this id, behind those that it has.
  @discardableResult
  public func add(
    _ evidence: EvidenceRecord, toAttribution id: String
  ) throws -> WriteOutcome {
    try writer.write(.evidence(attribution: id, evidence), mode: .addOnly)
  }

  /// Adds a version of a document's text.
  @discardableResult
  public func add(_ text: TextRecord, mode: WriteMode = .addOnly) throws -> WriteOutcome {
    try writer.write(.text(text), mode: mode)
  }

  /// Adds a kind of entity to the vocabulary; none can be removed.
  @discardableResult
  public func add(_ kind: KindDefinition, mode: WriteMode = .addOnly) throws -> WriteOutcome {
    try writer.write(.kind(kind), mode: mode)
  }

  /// Adds a relation to the vocabulary; none can be removed.
  @discardableResult
  public func add(
    _ relation: RelationDefinition, mode: WriteMode = .addOnly
  ) throws -> WriteOutcome {
    try writer.write(.relation(relation), mode: mode)
  }

  /// Adds a verdict on identity as it is, with the author and time that it names.
  ///
  /// Verdicts are never changed: a later one supersedes them. `judge` makes such a one.
  @discardableResult
  public func add(_ verdict: IdentityRecord) throws -> WriteOutcome {
    try writer.write(.identity(verdict), mode: .addOnly)
  }

  /// The id that an attribution has, or is given, in this case.
  public func id(of attribution: AttributionRecord) throws -> String {
    try writer.id(of: attribution)
  }

  // MARK: - Judging

  /// Records a verdict on whether two entities are one, in place of the one on this pair.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem` with `contradiction` where others
  ///   judged the same would come to be distinct, or the reverse.
  @discardableResult
  public func judge(
    _ entity: String, _ other: String, as verdict: IdentityVerdict, reason: String? = nil
  ) throws -> WriteOutcome {
    if verdict == .undone {
      try undoVerdict(on: entity, other, reason: reason)
      return .added
    }
    return try writer.judge(entity, other, verdict, author: author, reason: reason)
  }

  /// Takes back the verdict on two entities: they are as they were before it.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem` with `unknownValue` where there is
  ///   no verdict on them.
  public func undoVerdict(on entity: String, _ other: String, reason: String? = nil) throws {
    try writer.undoVerdict(entity, other, author: author, reason: reason)
  }

  // MARK: - Updating

  /// Puts a record in the place of the entity of this key; the key itself may change.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem`.
  @discardableResult
  public func updateEntity(_ key: String, to record: EntityRecord) throws -> WriteOutcome {
    try writer.replaceEntity(key: key, with: record)
  }

  /// Puts a record, with its evidence, in the place of the attribution of this id.
  ///
  /// A record without an id keeps this one.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem`.
  @discardableResult
  public func updateAttribution(
    _ id: String, to record: AttributionRecord
  ) throws -> WriteOutcome {
    try writer.replaceAttribution(id: id, with: record)
  }

  /// Puts a record in the place of a piece of evidence, counted from 1.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem`, with `unknownValue` for a
  ///   number that there is not.
  @discardableResult
  public func updateEvidence(
    _ number: Int, ofAttribution id: String, to record: EvidenceRecord
  ) throws -> WriteOutcome {
    try writer.replaceEvidence(attribution: id, number: number, with: record)
  }

  // MARK: - Removing

  /// Removes an entity; with `cascade`, everything that refers to it too.
  ///
  /// - Throws: `CaseError` with `unknownEntity`; `RecordProblem` with `inUse`.
  public func removeEntity(_ key: String, cascade: Bool = false) throws {
    try writer.removeEntity(key: key, cascade: cascade)
  }

  /// Removes an attribution with its evidence; with `cascade`, stances on it too.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem` with `inUse`.
  public func removeAttribution(_ id: String, cascade: Bool = false) throws {
    try writer.removeAttribution(id: id, cascade: cascade)
  }

  /// Removes a piece of evidence, counted from 1; those behind it move up.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`; `RecordProblem` with `unknownValue`.
  public func removeEvidence(_ number: Int, ofAttribution id: String) throws {
    try writer.removeEvidence(attribution: id, number: number)
  }

  /// Removes a version of a document's text.
  ///
  /// - Throws: `CaseError` with `unknownEntity` or `unknownText`; `RecordProblem` with `inUse`
  ///   where evidence quotes it.
  public func removeText(of document: String, version: String = "1") throws {
    try writer.removeText(document: document, version: version)
  }

  // MARK: - Reading

  /// The kinds and relations that the case knows, with those that were added here.
  public var vocabulary: Vocabulary { writer.vocabulary }

  /// The entity of this key, as the transaction has left it so far.
  ///
  /// A withheld source is a placeholder unless it is revealed; the placeholder is no record to put
  /// in its place.
  ///
  /// - Throws: `CaseError` with `unknownEntity`, and the nearest keys.
  public func entity(_ key: String, revealWithheld: Bool = false) throws -> EntityRecord {
    try writer.reading(revealWithheld: revealWithheld).entityRecord(forKey: key)
  }

  /// The attribution of this id, as the transaction has left it so far.
  ///
  /// What is withheld is left out unless it is revealed, and would be lost if the record were
  /// put back.
  ///
  /// - Throws: `CaseError` with `unknownAttribution`.
  public func attribution(_ id: String, revealWithheld: Bool = false) throws -> AttributionRecord {
    try writer.reading(revealWithheld: revealWithheld).attributionRecord(forUID: id)
  }
}
