import HeadwaterModel
import SQLite
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a case is opened for.
public enum CaseAccess: Hashable, Sendable {
  case readOnly, readWrite
}

/// A case: one investigation in one SQLite file.
///
/// Calls from any task take turns on its one connection. A read sees one state of the case, and a
/// write is whole or absent, whatever happens to the program.
public final class CaseFile: Sendable {
  /// "HWTR", in the header of every case.
  static let applicationID: Int64 = 0x4857_5452

  /// The version of the schema that this program reads and writes.
  static let schemaVersion: Int64 = 1

  private let connection: Mutex<CaseConnection?>

  init(_ connection: CaseConnection) {
    self.connection = Mutex(connection)
  }

  /// Makes an empty case that only its owner can read.
  ///
  /// In an open case entities may lack kind and key, and unknown relations come into being on
  /// first use.
  ///
  /// - Throws: `alreadyExists`, `cannotCreate`, `diskFull`.
  public static func create(at path: String, isOpen: Bool = false) throws(CaseError) -> CaseFile {
    try create(at: path, isOpen: isOpen, vfs: nil)
  }

  /// Makes an empty case by way of a registered SQLite file system; nil is the usual one.
  package static func create(
    at path: String, isOpen: Bool = false, vfs: String?
  ) throws(CaseError) -> CaseFile {
    try makeFile(at: path)
    do throws(any Error) {
      let sqlite = try Connection(path: path, mode: .readWrite, vfs: vfs)
      let connection = CaseConnection(sqlite)
      try prepare(connection)
      try useWriteAheadLog(connection)
      try connection.sqlite.begin(.immediate)
      let schema = String(decoding: PackageResources._001_initial_sql, as: UTF8.self)
      try connection.sqlite.execute(schema)
      try connection.sqlite.execute("PRAGMA application_id = \(applicationID)")
      try connection.sqlite.execute("PRAGMA user_version = \(schemaVersion)")
      try VocabularyStore(connection).insertBuiltIn(isOpen: isOpen)
      try connection.sqlite.commit()
      return CaseFile(connection)
    } catch let error as SQLiteError {
      removeAll(path)
      throw CaseError(error)
    } catch {
      removeAll(path)
      throw CaseError(.cannotCreate, "\(path) cannot be made")
    }
  }

  /// Opens a case.
  ///
  /// A case that cannot be written, in a folder that cannot either, can be read.
  ///
  /// - Throws: `notFound`, `isDirectory`, `notACase`, `newerVersion`, `cannotOpen`, `readOnly`,
  ///   `busy`, `corrupted`; `needsMigration` for an older one, if it is to be written.
  public static func open(at path: String, access: CaseAccess) throws(CaseError) -> CaseFile {
    try open(at: path, access: access, vfs: nil)
  }

  /// Opens a case by way of a registered SQLite file system; nil is the usual one.
  package static func open(
    at path: String, access: CaseAccess, vfs: String?
  ) throws(CaseError) -> CaseFile {
    let file = try open(at: path, access: access, newest: schemaVersion, vfs: vfs)
    if access == .readWrite, try file.isOlder() {
      throw CaseError(
        .needsMigration,
        "\(path) is of an older version: it can be read; `headwater migrate` makes a backup and "
          + "brings it up to date")
    }
    return file
  }

  private func isOlder() throws(CaseError) -> Bool {
    do {
      return try withConnection {
        try $0.sqlite.integer("PRAGMA user_version") < Self.schemaVersion
      }
    } catch {
      throw error as? CaseError ?? CaseError(.cannotOpen, "the case cannot be opened")
    }
  }

  /// Opens a case of any version up to `newest`.
  static func open(
    at path: String, access: CaseAccess, newest: Int64, vfs: String? = nil
  ) throws(CaseError) -> CaseFile {
    try checkFile(path)
    var opened: CaseConnection?
    do throws(any Error) {
      let connection = CaseConnection(
        try Connection(path: path, mode: mode(for: path, access: access), vfs: vfs))
      opened = connection
      try prepare(connection)
      try checkHeader(connection, path, newest: newest)
      if access == .readWrite, connection.sqlite.isReadOnly {
        throw CaseError(.readOnly, "\(path) cannot be written: it is read-only")
      }
      if access == .readWrite { try useWriteAheadLog(connection) }
      if access == .readOnly { try connection.sqlite.execute("PRAGMA query_only = ON") }
      return CaseFile(connection)
    } catch let error as CaseError {
      throw error
    } catch let error as SQLiteError {
      throw opened?.explain(error) ?? CaseError(error)
    } catch {
      throw CaseError(.cannotOpen, "\(path) cannot be opened")
    }
  }

  /// Closes the file and folds its journal in, so that the file alone is the whole case.
  ///
  /// What is called later throws `closed`. Closing twice does nothing.
  public func close() throws(CaseError) {
    connection.withLock { $0 = nil }
  }

  /// Runs `body` on the connection, one caller at a time.
  package func withConnection<Result>(
    _ body: (CaseConnection) throws -> Result
  ) throws -> Result {
    try connection.withLock { connection in
      guard let connection else { throw CaseError(.closed, "the case is closed") }
      do {
        return try body(connection)
      } catch let error as SQLiteError {
        throw connection.explain(error)
      }
    }
  }

  /// Runs `body` on one state of the case.
  ///
  /// With `revealWithheld`, withheld sources are shown as what they are.
  package func read<Result>(
    revealWithheld: Bool = false, _ body: (CaseReader) throws -> Result
  ) throws -> Result {
    try withConnection { connection in
      try connection.sqlite.begin(.deferred)
      defer { try? connection.sqlite.rollback() }
      return try body(try CaseReader(connection, revealWithheld: revealWithheld))
    }
  }

  /// Runs `body` in one transaction, undone if it throws.
  ///
  /// Author and reason, who changes the case and why, go into its journal. With `isBulk`, a case
  /// without attributions is filled as fast as can be; records are then only to be added.
  package func write<Result>(
    author: String, reason: String? = nil, isBulk: Bool = false,
    _ body: (CaseWriter) throws -> Result
  ) throws -> Result {
    try withConnection { connection in
      let isBulk = try isBulk && BulkLoad.isWorthwhile(connection)
      if isBulk { try BulkLoad.prepare(connection) }
      defer { if isBulk { try? BulkLoad.cleanUp(connection) } }
      try connection.sqlite.begin(.immediate)
      do {
        let writer = try CaseWriter(connection, author: author, reason: reason)
        if isBulk { try writer.beginBulkLoad() }
        let result = try body(writer)
        try writer.finish()
        try connection.sqlite.commit()
        return result
      } catch {
        let terms = try? ProtectedTerms(ProtectedTerms.texts(connection))
        try? connection.sqlite.rollback()
        throw terms?.redacted(error) ?? error
      }
    }
  }
}

extension CaseFile {
  /// Makes an empty file that only its owner can read.
  static func makeFile(at path: String) throws(CaseError) {
    let descriptor = openNew(path)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw CaseError(.alreadyExists, "\(path) exists already") }
      throw CaseError(.cannotCreate, "\(path) cannot be made: \(systemReason())")
    }
    closeDescriptor(descriptor)
  }

  static func removeFile(at path: String) { unlink(path) }

  private static func openNew(_ path: String) -> Int32 {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      errno = EINVAL
      return -1
    }
    return Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
  }

  /// Removes a case that could not be completed, and what SQLite may have left beside it.
  private static func removeAll(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  private static func closeDescriptor(_ descriptor: Int32) { Glibc.close(descriptor) }

  private static func systemReason() -> String {
    strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
  }

  private static func checkFile(_ path: String) throws(CaseError) {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else {
      throw CaseError(
        .notFound, "there is no case at \(path); make one with: headwater init --case FILE")
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw CaseError(.isDirectory, "\(path) is a folder; a case is a file")
    }
    if status.st_size == 0 { throw CaseError(.notACase, "\(path) is no case: it is empty") }
  }

  /// Opened for writing where possible even to read, so that the last to close tidies up.
  private static func mode(for path: String, access: CaseAccess) -> OpenMode {
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
    let isFolderWritable = Glibc.access(folder.isEmpty ? "/" : folder, W_OK) == 0
    if Glibc.access(path, W_OK) == 0, isFolderWritable { return .readWrite }
    // Nobody can be writing where there is no write-ahead log.
    return Glibc.access(path + "-wal", F_OK) == 0 ? .readOnly : .immutable
  }

  private static func prepare(_ connection: CaseConnection) throws(SQLiteError) {
    try connection.sqlite.execute(
      """
      PRAGMA foreign_keys = ON;
      PRAGMA synchronous = FULL;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -16000;
      """)
  }

  /// Lets readers and the writer go on side by side; a mode that stays with the file.
  private static func useWriteAheadLog(_ connection: CaseConnection) throws(SQLiteError) {
    guard try connection.sqlite.text("PRAGMA journal_mode") != "wal" else { return }
    _ = try connection.sqlite.text("PRAGMA journal_mode = WAL")
  }

  private static func checkHeader(
    _ connection: CaseConnection, _ path: String, newest: Int64
  ) throws {
    guard try connection.sqlite.integer("PRAGMA application_id") == applicationID else {
      throw CaseError(.notACase, "\(path) is a SQLite database, but no case of Headwater")
    }
    let version = try connection.sqlite.integer("PRAGMA user_version")
    guard version <= newest else {
      throw CaseError(
        .newerVersion,
        "\(path) is of version \(version), and this program reads up to \(newest); "
          + "use a newer Headwater")
    }
    guard version >= 1 else {
      throw CaseError(.notACase, "\(path) is no case: it was not made completely")
    }
  }
}
