import SQLite

/// A step from one version of the schema to the next.
package struct Migration: Hashable, Sendable {
  /// The version that it leads to.
  package let version: Int64

  /// What it does: the statements of a file of `schema/`.
  package let sql: String

  package init(version: Int64, sql: String) {
    self.version = version
    self.sql = sql
  }

  /// Every step after the first version, in order; there is none yet.
  package static let all: [Migration] = []
}

/// What bringing a case up to date did.
package struct MigrationOutcome: Hashable, Sendable {
  package let from: Int64
  package let to: Int64

  /// The copy that was made before; nil where there was nothing to do.
  package let backup: String?

  package init(from: Int64, to: Int64, backup: String?) {
    self.from = from
    self.to = to
    self.backup = backup
  }
}

extension CaseFile {
  /// Brings the case at `path` to the newest version of the schema, after a backup beside it.
  ///
  /// All steps are one transaction. The backup is called `NAME.version-N`, and is kept.
  ///
  /// - Throws: As `open`; `alreadyExists` where the backup's name is taken.
  package static func migrate(
    at path: String, by migrations: [Migration] = Migration.all
  ) throws -> MigrationOutcome {
    let newest = max(schemaVersion, migrations.map(\.version).max() ?? schemaVersion)
    let file = try open(at: path, access: .readWrite, newest: newest)
    let outcome = try file.migrate(to: newest, by: migrations, backup: path)
    try file.close()
    return outcome
  }

  private func migrate(
    to newest: Int64, by migrations: [Migration], backup path: String
  ) throws -> MigrationOutcome {
    try withConnection { connection in
      let version = try connection.sqlite.integer("PRAGMA user_version")
      let steps = migrations.filter { $0.version > version && $0.version <= newest }
        .sorted { $0.version < $1.version }
      guard !steps.isEmpty else {
        return MigrationOutcome(from: version, to: version, backup: nil)
      }
      let copy = "\(path).version-\(version)"
      try Self.makeFile(at: copy)
      do {
        try connection.sqlite.backup(to: copy, pagesPerStep: -1)
      } catch {
        Self.removeFile(at: copy)
        throw error
      }
      try connection.sqlite.begin(.immediate)
      do {
        for step in steps { try connection.sqlite.execute(step.sql) }
        try connection.sqlite.execute("PRAGMA user_version = \(newest)")
        try connection.sqlite.commit()
      } catch {
        try? connection.sqlite.rollback()
        throw error
      }
      return MigrationOutcome(from: version, to: newest, backup: copy)
    }
  }
}
