import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

/// What reading a table gave: its records in order, their places, and the rest.
struct EdgeTableContent {
  var records: [CaseRecord] = []
  var places: [Place] = []
  var reading = EdgeTableReading()

  /// Reads a table with a vocabulary that grows by the relations read.
  ///
  /// `refuse` throws what is wrong with a record, if anything is.
  init(
    of path: String, _ mapping: EdgeTableMapping, isOpen: Bool = false,
    progress: ((ImportProgress) -> Void)? = nil,
    refuse: (CaseRecord) throws -> Void = { _ in }
  ) throws {
    var records: [CaseRecord] = []
    var places: [Place] = []
    var vocabulary = Vocabulary(isOpen: isOpen)
    reading = try EdgeTableReader(path: path, mapping: mapping).read(
      into: { record, place in
        try refuse(record)
        if case .relation(let relation) = record { try vocabulary.define(relation) }
        records.append(record)
        places.append(place)
      }, vocabulary: { vocabulary }, progress: progress)
    self.records = records
    self.places = places
  }

  /// Reads a table of these bytes.
  init(
    _ table: [UInt8], _ mapping: String, files: [String: String] = [:], isOpen: Bool = false,
    refuse: (CaseRecord) throws -> Void = { _ in }
  ) throws {
    self = try withTemporaryFolder { folder in
      for (name, text) in files {
        try WholeFile.write(Array(text.utf8), to: folder + "/" + name)
      }
      try WholeFile.write(table, to: folder + "/t.csv")
      let mapping = try EdgeTableMapping(text: mapping, file: folder + "/t.map")
      var content = try EdgeTableContent(
        of: folder + "/t.csv", mapping, isOpen: isOpen, refuse: refuse)
      content.shorten(folder)
      return content
    }
  }

  init(
    _ table: String, _ mapping: String, files: [String: String] = [:], isOpen: Bool = false,
    refuse: (CaseRecord) throws -> Void = { _ in }
  ) throws {
    try self.init(Array(table.utf8), mapping, files: files, isOpen: isOpen, refuse: refuse)
  }

  var attributions: [AttributionRecord] {
    records.compactMap { if case .attribution(let record) = $0 { record } else { nil } }
  }

  var entities: [EntityRecord] {
    records.compactMap { if case .entity(let record) = $0 { record } else { nil } }
  }

  /// The attributions as "giver relation receiver".
  var edges: [String] {
    attributions.map { "\($0.source) \($0.relation) \($0.target.text)" }
  }

  /// The entities as "key kind name".
  var people: [String] {
    entities.map { "\($0.key ?? "") \($0.kind ?? "") \($0.name ?? "")" }
  }

  /// The problems as the command line shows them, without the folder.
  private(set) var problems: [String] = []

  /// The codes of the warnings, with their lines.
  var warnings: [String] {
    reading.warnings.map { "\($0.code.rawValue):\($0.place.line)" }
  }

  private mutating func shorten(_ folder: String) {
    problems = reading.problems.map { shown($0, in: folder) }
  }
}

/// A problem as the command line shows it, without the folder.
func shown(_ problem: ImportProblem, in folder: String) -> String {
  let column = problem.place.column.map { $0 + ": " } ?? ""
  var file = problem.place.file
  if file.hasPrefix(folder + "/") { file.removeFirst(folder.utf8.count + 1) }
  let offer = problem.suggestions.isEmpty ? "" : " [\(problem.suggestions.joined(separator: ", "))]"
  let message = problem.message.split(separator: folder + "/").joined()
  return "\(file):\(problem.place.line): \(column)\(message)\(offer)"
}

/// What is wrong with a mapping, as the command line shows it.
func mappingProblems(_ text: String) -> [String] {
  do throws(EdgeTableMappingError) {
    _ = try EdgeTableMapping(text: text, file: "m")
    return []
  } catch {
    return error.problems.map { shown($0, in: "") }
  }
}

extension SharedData {
  /// A mapping that the repository has as an example.
  static func mapping(_ name: String) throws -> EdgeTableMapping {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try EdgeTableMapping(path: "/" + root + "/examples/mappings/" + name)
  }
}
