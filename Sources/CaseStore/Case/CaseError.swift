package import SQLite

/// A failure to open, read or write a case.
public struct CaseError: Error, Sendable {
  /// What went wrong, for a program to switch on.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// There is no file at the path.
    case notFound
    /// There is a folder at the path.
    case isDirectory
    /// The file is something else than a case.
    case notACase
    /// The case is of a version that this program does not know.
    case newerVersion
    /// There is a file where a case was to be made.
    case alreadyExists
    /// The system refused to open it.
    case cannotOpen
    /// The system refused to make it.
    case cannotCreate
    /// The disk failed.
    case cannotWrite
    /// There is no room left.
    case diskFull
    /// The file, its folder, or what it was opened for does not allow writing.
    case readOnly
    /// Another program kept it locked for too long.
    case busy
    /// The file is damaged.
    case corrupted
    /// The engine was told to stop.
    case interrupted
    /// There is no entity of this key.
    case unknownEntity
    /// There is no attribution of this id.
    case unknownAttribution
    /// The document has no text of this version.
    case unknownText
    /// The engine failed in a way that is our fault.
    case engine
    /// The case was closed before.
    case closed
    /// The case is of an older version, and is to be written.
    case needsMigration
    /// The text of other rows holds the name of a withheld source.
    case protectedText
    /// A time is none, or lies before the case was made.
    case invalidTime
  }

  /// What went wrong.
  public let code: Code

  /// One sentence for a person, free of the contents of the case.
  public let message: String

  /// Keys that may have been meant, nearest first; never one of a withheld entity.
  public let suggestions: [String]

  package init(_ code: Code, _ message: String, suggestions: [String] = []) {
    self.code = code
    self.message = message
    self.suggestions = suggestions
  }

  /// Says which rows hold the name of a withheld source, without the name.
  package init(_ findings: [ProtectedTextFinding]) {
    let rows = findings.prefix(20).map { "\($0.row): \($0.field)" }
    let more = findings.count > rows.count ? " and more" : ""
    self.init(
      .protectedText,
      "the text of other rows holds the name of a withheld source (\(rows.joined(separator: "; "))"
        + "\(more)); edit these, or blank the name with --redact-text")
  }

  /// What an error of the engine means for a case.
  package init(_ error: SQLiteError) {
    if error.isBusy || error.isLockLost {
      self.init(.busy, "the case is in use by another program; try again")
    } else if error.isFull {
      self.init(.diskFull, "there is no room left on the disk")
    } else if error.isReadOnly {
      self.init(.readOnly, "the case cannot be written: its file or folder is read-only")
    } else if error.isNotADatabase {
      self.init(.notACase, "the file is no case: it is no SQLite database")
    } else if error.isCorrupt {
      self.init(.corrupted, "the case is damaged; `headwater verify` says where")
    } else if error.isMismatch {
      self.init(.corrupted, "the case is damaged: \(error.message)")
    } else if error.isInterrupted {
      self.init(.interrupted, "interrupted")
    } else if error.isCannotOpen {
      self.init(.cannotOpen, "the case cannot be opened")
    } else if error.isIOError {
      self.init(.cannotWrite, "the disk failed: \(error.message)")
    } else {
      self.init(.engine, "SQLite says: \(error.message)")
    }
  }
}
