import HeadwaterModel
import HeadwaterTestSupport
import Interchange

/// What reading a file gave: its records in order, their places, and the rest.
struct JSONLinesContent {
  var records: [CaseRecord] = []
  var places: [Place] = []
  var reading: CaseFolderReading

  /// Reads a file with a vocabulary that grows by the relations and kinds read.
  ///
  /// `refuse` throws what is wrong with a record, if anything is.
  init(
    of path: String, isOpen: Bool = false, lineLimit: Int? = nil,
    progress: ((ImportProgress) -> Void)? = nil,
    refuse: @escaping (CaseRecord) throws -> Void = { _ in }
  ) throws {
    let reader =
      lineLimit.map { JSONLinesReader(path: path, lineLimit: $0) } ?? JSONLinesReader(path: path)
    let content = try FolderContent(isOpen: isOpen, refuse: refuse) { sink, vocabulary in
      try reader.read(into: sink, vocabulary: vocabulary, progress: progress)
    }
    records = content.records
    places = content.places
    reading = content.reading
  }

  /// The problems as the command line shows them, without the file.
  var problems: [String] {
    reading.problems.map { problem in
      let column = problem.place.column.map { $0 + ": " } ?? ""
      return "\(problem.place.line): \(column)\(problem.code): \(problem.message)"
    }
  }

  var attributions: [AttributionRecord] {
    records.compactMap { if case .attribution(let record) = $0 { record } else { nil } }
  }

  var entities: [EntityRecord] {
    records.compactMap { if case .entity(let record) = $0 { record } else { nil } }
  }
}

/// The line that every file begins with.
let jsonLinesHeader = "{\"type\":\"headwater\",\"version\":1}"

/// Gives `body` the path of a file with these bytes.
func withJSONLinesFile<Result>(
  _ bytes: [UInt8], _ body: (String) throws -> Result
) throws -> Result {
  try withCSVFolder { folder in
    try folder.make("case.jsonl", bytes)
    return try body(folder.file("case.jsonl"))
  }
}

/// Reads a file of the first line and these.
func readJSONLines(
  _ lines: [String], isOpen: Bool = false, refuse: @escaping (CaseRecord) throws -> Void = { _ in }
) throws -> JSONLinesContent {
  let text = ([jsonLinesHeader] + lines).map { $0 + "\n" }.joined()
  return try withJSONLinesFile(Array(text.utf8)) { path in
    try JSONLinesContent(of: path, isOpen: isOpen, refuse: refuse)
  }
}

/// The bytes that records are written as.
func jsonLines(_ records: [CaseRecord]) throws -> [UInt8] {
  var bytes: [UInt8] = []
  _ = try JSONLinesWriter().write(MemoryRecords(records: records)) { bytes += $0 }
  return bytes
}
