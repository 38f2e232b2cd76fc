import HeadwaterModel
import JSONText

/// Writes records as JSON Lines that `JSONLinesReader` reads back as the same records.
///
/// Kinds and relations that every case has are left out. Memory grows with the longest line, not
/// with the case.
package struct JSONLinesWriter {
  /// About how many bytes are handed on at a time.
  private static let chunkBytes = 65_536

  private let lineLimit: Int

  package init() {
    self.init(lineLimit: JSONLinesFormat.lineBytes)
  }

  /// Writes with another limit, in bytes, than that of the format: for tests.
  package init(lineLimit: Int) {
    self.lineLimit = lineLimit
  }

  /// Writes everything that the source has to a file, which appears whole or not at all.
  ///
  /// The file has mode 0600, and takes the place of one that is there.
  ///
  /// - Returns: How many records it holds.
  /// - Throws: `InterchangeError` with `cannotWrite`, or `unsuitable` for a record beyond the
  ///   limit of a line; what the source throws.
  package func write(_ source: some CaseRecordSource, to path: String) throws -> Int {
    var output: ByteOutput? = try translating(path) { () throws(ByteOutput.Failure) in
      try ByteOutput(path: path)
    }
    let count = try writeLines(source, path: path) { bytes in
      try translating(path) { () throws(ByteOutput.Failure) in try output?.write(bytes) }
    }
    guard let whole = output.take() else { return count }
    do throws(ByteOutput.Failure) {
      try whole.finish()
    } catch {
      throw InterchangeError(CSVProblem.output(error, line: 0), path: path)
    }
    return count
  }

  /// Hands everything that the source has to `body`, in pieces, each once and in order.
  ///
  /// - Returns: How many records that was.
  /// - Throws: `InterchangeError` with `unsuitable` and no path; what the source and `body` throw.
  package func write(
    _ source: some CaseRecordSource, into body: ([UInt8]) throws -> Void
  ) throws -> Int {
    try writeLines(source, path: "", body)
  }

  private func writeLines(
    _ source: some CaseRecordSource, path: String, _ body: ([UInt8]) throws -> Void
  ) throws -> Int {
    var pending: [UInt8] = []
    var count = 0
    func put(_ line: JSONValue) throws {
      let bytes = line.lineText.utf8
      guard bytes.count <= lineLimit else {
        throw InterchangeError(
          .unsuitable,
          "A record takes a line of \(bytes.count) bytes, and none may have more than "
            + "\(lineLimit): shorten the text.", path: path)
      }
      pending.append(contentsOf: bytes)
      pending.append(UInt8(ascii: "\n"))
      if pending.count >= Self.chunkBytes {
        try body(pending)
        pending = []
      }
    }
    func put(_ record: CaseRecord) throws {
      try put(JSONLine.of(record))
      count += 1
    }

    try put(JSONLine.header)
    try source.forEachKind { kind in
      if kind.parent != nil { try put(.kind(kind)) }
    }
    let builtIn = Set(RelationDefinition.builtIn)
    try source.forEachRelation { relation in
      if !builtIn.contains(relation) { try put(.relation(relation)) }
    }
    try source.forEachEntity { try put(.entity($0)) }
    try source.forEachAttribution { try put(.attribution($0)) }
    try source.forEachText { try put(.text($0)) }
    try source.forEachIdentity { try put(.identity($0)) }
    if !pending.isEmpty { try body(pending) }
    return count
  }

  private func translating<Result: ~Copyable>(
    _ path: String, _ body: () throws(ByteOutput.Failure) -> Result
  ) throws(InterchangeError) -> Result {
    do throws(ByteOutput.Failure) {
      return try body()
    } catch {
      throw InterchangeError(CSVProblem.output(error, line: 0), path: path)
    }
  }
}
