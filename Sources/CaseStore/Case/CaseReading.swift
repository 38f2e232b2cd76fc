import SQLite

/// One state of a case, read bit by bit for as long as its reader likes.
///
/// The connection of the file is taken for it: until `end`, nothing else may begin a transaction
/// there. Whatever is written meanwhile, by other connections, is not seen.
package final class CaseReading: @unchecked Sendable {
  // Unchecked: `reader` is touched under the lock of `file` alone.
  private let file: CaseFile
  private var reader: CaseReader?

  /// Begins to read, and takes the file over.
  package init(_ file: CaseFile, revealWithheld: Bool) throws {
    self.file = file
    reader = try file.withConnection { connection in
      try connection.sqlite.begin(.deferred)
      do {
        return try CaseReader(connection, revealWithheld: revealWithheld)
      } catch {
        try? connection.sqlite.rollback()
        throw error
      }
    }
  }

  /// Runs `body` on the state, one caller at a time.
  ///
  /// - Throws: `closed` once it has ended; what `body` throws.
  package func withReader<Result>(_ body: (CaseReader) throws -> Result) throws -> Result {
    try file.withConnection { _ in
      guard let reader else { throw CaseError(.closed, "the case is closed") }
      return try body(reader)
    }
  }

  /// Lets the state go and closes the file.
  ///
  /// Waits for whoever is reading. Ending twice does nothing.
  package func end() {
    try? file.withConnection { connection in
      reader = nil
      try? connection.sqlite.rollback()
    }
    try? file.close()
  }
}
