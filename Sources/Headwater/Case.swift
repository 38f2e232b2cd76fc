public import CaseStore
import HeadwaterModel
import Synchronization

/// A case: one investigation in one file, with who said what about whom and where it came from.
///
/// Any task may call it. Reads see one state of the case, run side by side, four at a time, and
/// wait for no write; writes come one after the other, each whole or absent. A call suspends its
/// task while it waits or works: the file is touched on threads of the case's own, so that a slow
/// disk, or another program's lock, holds up no other task.
///
/// What a call returns before another begins, that other sees: a read after a write, in whatever
/// task, finds what was written.
///
/// ```swift
/// let harbour = try await Case.open(at: "harbour.case")
/// for try await chain in harbour.trace("article") {
///   print(chain.keys, chain.end)
/// }
/// try await harbour.close()
/// ```
public final class Case: Sendable {
  /// The path as it was given.
  public let path: String

  /// What it was opened for.
  public let access: CaseAccess

  let location: String
  private let file: CaseFile
  private let writing = WorkQueue("headwater.write")
  private let lanes: ReaderLanes

  /// The traces that are being gone through; nil once the case is closed.
  private let readings = Mutex<[ObjectIdentifier: CaseReading]?>([:])

  private init(_ file: CaseFile, path: String, access: CaseAccess) throws {
    self.file = file
    self.path = path
    self.access = access
    location = try file.location()
    lanes = ReaderLanes(location: location)
  }

  /// Makes an empty case in a file that only its owner can read, and opens it for writing.
  ///
  /// A case is strict: kinds and relations have to be in its vocabulary. With an open vocabulary,
  /// entities may lack kind and key, and unknown relations come into being on first use.
  ///
  /// - Throws: `alreadyExists`, `cannotCreate`, `diskFull`.
  public static func create(
    at path: String, openVocabulary: Bool = false
  ) async throws(CaseError) -> Case {
    try await opened { () throws(CaseError) in
      (try CaseFile.create(at: path, isOpen: openVocabulary), path, .readWrite)
    }
  }

  /// Opens a case.
  ///
  /// To be read, it may be read-only, in a folder that is too, and of an older version.
  ///
  /// - Throws: `notFound`, `isDirectory`, `notACase`, `newerVersion`, `cannotOpen`, `corrupted`;
  ///   `busy` after five seconds in which another program kept it locked; for writing, `readOnly`
  ///   and `needsMigration`.
  public static func open(
    at path: String, access: CaseAccess = .readWrite
  ) async throws(CaseError) -> Case {
    try await opened { () throws(CaseError) in
      (try CaseFile.open(at: path, access: access), path, access)
    }
  }

  private static func opened(
    _ open: @escaping @Sendable () throws(CaseError) -> (CaseFile, String, CaseAccess)
  ) async throws(CaseError) -> Case {
    let result = await WorkQueue("headwater.open").perform { () -> Result<Case, CaseError> in
      do throws(any Error) {
        let (file, path, access) = try open()
        return .success(try Case(file, path: path, access: access))
      } catch {
        return .failure(
          error as? CaseError ?? CaseError(.cannotOpen, "the case cannot be opened"))
      }
    }
    return try result.get()
  }

  /// Closes the case when the calls that it has begun are done, so that its file alone is all of
  /// it.
  ///
  /// Traces that are being gone through end: their next chain throws `closed`, as every later call
  /// does. Closing twice does nothing, and cancelling the task changes nothing. A case that nobody
  /// holds any more closes by itself.
  public func close() async throws(CaseError) {
    let readings = readings.withLock { readings in
      defer { readings = nil }
      return readings ?? [:]
    }
    await lanes.close()
    let file = file
    let result = await writing.perform { () -> Result<Void, CaseError> in
      for reading in readings.values { reading.end() }
      return Result { () throws(CaseError) in try file.close() }
    }
    try result.get()
  }

  /// Runs `body` on one state of the case, and returns what it returns.
  ///
  /// The closure runs on a thread of the case's own and is synchronous: the state, a transaction
  /// of the file, lasts as long as it does. What is written meanwhile is not seen, and nothing
  /// waits for it.
  ///
  /// Withheld sources are placeholders, "Withheld source 2", under random keys, and what is said
  /// of them and by them is left out, unless `revealWithheld` is given to this call.
  ///
  /// Cancelling the task keeps `body` from being run, or makes the next call to its view throw
  /// `CancellationError`.
  ///
  /// - Throws: `CaseError` with `closed`, `busy`, `corrupted`; what `body` throws.
  public func read<Value: Sendable>(
    revealWithheld: Bool = false,
    _ body: @escaping @Sendable (borrowing CaseView) throws -> Value
  ) async throws -> Value {
    try await lanes.read { file, stop in
      try file.read(revealWithheld: revealWithheld) { reader in
        try body(CaseView(reader: reader, stop: stop))
      }
    }
  }

  /// Runs `body` in one transaction, and returns what it returns.
  ///
  /// If `body` throws, or the program ends before this returns, nothing of it stays. The closure
  /// runs on a thread of the case's own and is synchronous; other writes wait until it is done.
  /// Reads go on meanwhile, and see nothing of it before it returns. The author, who changes the
  /// case, and the reason go into its journal, with every change.
  ///
  /// Cancelling the task keeps `body` from being run; once begun, it runs to its end.
  ///
  /// - Throws: `CaseError` with `readOnly`, `closed`, `diskFull`, `cannotWrite`; `busy` after five
  ///   seconds in which another program was writing; `RecordProblem` for a quotation that does not
  ///   stand in the text that its evidence names; what `body` throws.
  @discardableResult
  public func write<Value: Sendable>(
    author: String, reason: String? = nil,
    _ body: @escaping @Sendable (borrowing CaseTransaction) throws -> Value
  ) async throws -> Value {
    try await change { file, _ in
      try file.write(author: author, reason: reason) { writer in
        try body(CaseTransaction(writer: writer, author: author))
      }
    }
  }

  /// Runs a job on the file that is written to.
  func change<Value: Sendable>(
    _ job: @escaping @Sendable (CaseFile, StopFlag) throws -> Value
  ) async throws -> Value {
    guard access == .readWrite else {
      throw CaseError(.readOnly, "the case was opened to be read, not written")
    }
    let file = file
    return try await writing.run { stop in try job(file, stop) }
  }

  /// Runs a job on a reader of one state.
  func withReader<Value: Sendable>(
    revealWithheld: Bool, _ job: @escaping @Sendable (CaseReader, StopFlag) throws -> Value
  ) async throws -> Value {
    try await lanes.read { file, stop in
      try file.read(revealWithheld: revealWithheld) { try job($0, stop) }
    }
  }

  /// Begins to read over a connection of its own, until the reading ends or the case is closed.
  func beginReading(revealWithheld: Bool) throws -> CaseReading {
    let closed = CaseError(.closed, "the case is closed")
    guard readings.withLock({ $0 != nil }) else { throw closed }
    let reading = try CaseReading(
      CaseFile.open(at: location, access: .readOnly), revealWithheld: revealWithheld)
    let isListed = readings.withLock { readings in
      readings?[ObjectIdentifier(reading)] = reading
      return readings != nil
    }
    guard isListed else {
      reading.end()
      throw closed
    }
    return reading
  }

  func end(_ reading: CaseReading) {
    readings.withLock { _ = $0?.removeValue(forKey: ObjectIdentifier(reading)) }
    reading.end()
  }
}
