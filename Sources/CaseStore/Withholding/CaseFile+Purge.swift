import SQLite

extension CaseFile {
  /// Forgets for good who withheld sources are and what they said, and all that was removed.
  ///
  /// Rows and journal are changed in one transaction; then the file is written anew, so that
  /// nothing is left in free pages, the full-text index or the write-ahead log. The journal's
  /// chain stays whole.
  ///
  /// - Throws: `protectedText` where another row holds the name of a withheld source.
  /// - Complexity: O(size of the case), and its size again on the disk meanwhile.
  package func purge(_ options: PurgeOptions, author: String, reason: String? = nil) throws {
    try write(author: author, reason: reason) { writer in
      try writer.refuseProtectedText(options)
      try Purge(writer, options).run()
    }
    try withConnection { connection in
      try connection.sqlite.execute("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY")
      _ = try connection.sqlite.text("PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }
}

extension CaseWriter {
  fileprivate func refuseProtectedText(_ options: PurgeOptions) throws {
    if options.keepsWithheld || options.redactsText { return }
    let reader = try CaseReader(connection, revealWithheld: false)
    let findings = try reader.protectedTextFindings()
    if !findings.isEmpty { throw CaseError(findings) }
  }
}
