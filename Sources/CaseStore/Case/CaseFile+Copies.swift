import SQLite

/// Copies of a case: as it was, in memory; as it is, in another file.
extension CaseFile {
  /// Runs `body` on the case as it was recorded by some time.
  ///
  /// Entities are found by the keys that they had then, and by those that they have now.
  ///
  /// - Complexity: O(size of the case) time and memory: it is copied, and changes undone.
  package func read<Result>(
    recordedAsOf time: RecordedTime, revealWithheld: Bool = false,
    _ body: (CaseReader) throws -> Result
  ) throws -> Result {
    let copy = try copyInMemory()
    do {
      try copy.sqlite.begin(.immediate)
      var past = try PastState(copy)
      try past.restore(time, revealWithheld: revealWithheld)
      try copy.sqlite.commit()
      // What was withheld by now stays so, whatever it was then.
      let reader = try CaseReader(
        copy, revealWithheld: revealWithheld, alsoProtecting: past.protectedTexts)
      reader.numberElsewhere = { key in
        try self.read(revealWithheld: true) { try $0.number(forKey: key) }
      }
      return try body(reader)
    } catch let error as SQLiteError {
      throw CaseError(error)
    }
  }

  /// Copies the case into a new file while others go on with it.
  ///
  /// The copy is whole or absent, and only its owner can read it. A redacted one holds neither who
  /// withheld sources are nor what they said; it is made in memory, so that none of that reaches
  /// the disk.
  ///
  /// - Throws: `alreadyExists`, `cannotCreate`, `diskFull`; `protectedText` where another row
  ///   holds the name of a withheld source.
  package func backup(
    to path: String, redacting options: PurgeOptions? = nil, author: String
  ) throws {
    try Self.makeFile(at: path)
    do {
      if let options {
        let copy = CaseFile(try copyInMemory())
        try copy.purge(options, author: author, reason: nil)
        try copy.withConnection { try $0.sqlite.backup(to: path) }
      } else {
        try withConnection { try $0.sqlite.backup(to: path, pagesPerStep: -1) }
      }
    } catch {
      Self.removeFile(at: path)
      throw error
    }
  }

  private func copyInMemory() throws -> CaseConnection {
    try withConnection { connection in
      let copy = try Connection(path: ":memory:", mode: .create)
      try connection.sqlite.backup(into: copy)
      try copy.execute("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY")
      return CaseConnection(copy)
    }
  }
}
