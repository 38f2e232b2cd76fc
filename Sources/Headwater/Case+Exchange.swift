import CaseStore
public import HeadwaterModel
import Interchange

extension Case {
  /// Imports a case folder, spreadsheets and texts, in one transaction.
  ///
  /// All or nothing: one bad row, and nothing is imported. Importing a folder again changes
  /// nothing; rows that differ from the case are refused with `differs`, or with the mode `update`
  /// take the place of what it has. Cancelling the task undoes it, with `CancellationError`.
  ///
  /// - Throws: `ExchangeError`, with `badRows` and the first of these where there are any;
  ///   `CaseError`, as `write` does.
  @discardableResult
  public func importFolder(
    _ folder: String, mode: WriteMode = .addOnly, author: String, reason: String? = nil
  ) async throws -> ImportOutcome {
    try await importRecords(from: .folder(folder), mode: mode, author: author, reason: reason)
  }

  /// Imports a file of JSON Lines in one transaction, as `importFolder` does a folder.
  ///
  /// - Throws: As `importFolder` does.
  @discardableResult
  public func importJSONLines(
    _ file: String, mode: WriteMode = .addOnly, author: String, reason: String? = nil
  ) async throws -> ImportOutcome {
    try await importRecords(from: .jsonLines(file), mode: mode, author: author, reason: reason)
  }

  private func importRecords(
    from source: ImportSource, mode: WriteMode, author: String, reason: String?
  ) async throws -> ImportOutcome {
    try await change { file, stop in
      let outcome = try file.importRecords(
        from: [source], mode: mode, author: author, reason: reason, check: stop.check)
      guard outcome.problemCount == 0 else {
        throw ExchangeError(outcome, path: source.path)
      }
      return outcome
    }
  }

  /// Writes the case as a case folder that `importFolder` reads back as the same case.
  ///
  /// The folder is made where there is none; an earlier export there is replaced when this one is
  /// complete, and until then a failure leaves it as it was. With `spreadsheetSafe`, cells that a
  /// spreadsheet would run as formulas are guarded; such a folder does not read back as the same.
  ///
  /// Withheld sources are placeholders unless they are revealed. Where the text of another row
  /// holds their name, nothing is written, unless `redactText` blanks it there.
  ///
  /// - Throws: `ExchangeError`; `CaseError`, with `protectedText` where a name would be told.
  public func exportFolder(
    _ folder: String, revealWithheld: Bool = false, redactText: Bool = false,
    spreadsheetSafe: Bool = false
  ) async throws {
    try await export(revealWithheld: revealWithheld, redactText: redactText) { source in
      _ = try CaseFolderWriter(path: folder, spreadsheetSafe: spreadsheetSafe).write(source)
    }
  }

  /// Writes the case as one file of JSON Lines, the format that loses nothing.
  ///
  /// The file, which only its owner can read, appears whole or not at all, and takes the place of
  /// one that is there. Withheld sources are kept as in `exportFolder`.
  ///
  /// - Throws: As `exportFolder` does.
  public func exportJSONLines(
    _ file: String, revealWithheld: Bool = false, redactText: Bool = false
  ) async throws {
    try await export(revealWithheld: revealWithheld, redactText: redactText) { source in
      _ = try JSONLinesWriter().write(source, to: file)
    }
  }

  private func export(
    revealWithheld: Bool, redactText: Bool,
    _ write: @escaping @Sendable (StoppableSource) throws -> Void
  ) async throws {
    try await withReader(revealWithheld: revealWithheld) { reader, stop in
      let findings = try reader.protectedTextFindings()
      // A name that names a row cannot be blanked.
      let refused = redactText ? findings.filter(\.isName) : findings
      if !refused.isEmpty { throw CaseError(refused) }
      try write(StoppableSource(source: reader, stop: stop))
    }
  }
}

/// A case whose records stop coming when they are no longer wanted.
private struct StoppableSource: CaseRecordSource {
  let source: CaseReader
  let stop: StopFlag

  func forEachKind(_ body: (KindDefinition) throws -> Void) throws {
    try source.forEachKind { record in
      try stop.check()
      try body(record)
    }
  }

  func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws {
    try source.forEachRelation { record in
      try stop.check()
      try body(record)
    }
  }

  func forEachEntity(_ body: (EntityRecord) throws -> Void) throws {
    try source.forEachEntity { record in
      try stop.check()
      try body(record)
    }
  }

  func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws {
    try source.forEachAttribution { record in
      try stop.check()
      try body(record)
    }
  }

  func forEachText(_ body: (TextRecord) throws -> Void) throws {
    try source.forEachText { record in
      try stop.check()
      try body(record)
    }
  }

  func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws {
    try source.forEachIdentity { record in
      try stop.check()
      try body(record)
    }
  }
}
