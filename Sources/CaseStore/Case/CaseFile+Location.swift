import SQLite

extension CaseFile {
  /// The path from the root of the file system: it stays right where the working folder changes.
  package func location() throws -> String {
    try withConnection { connection in
      let statement = try connection.sqlite.prepare("PRAGMA database_list")
      guard try statement.step() else {
        throw CaseError(.cannotOpen, "the case has no file")
      }
      return try statement.text(2)
    }
  }
}
