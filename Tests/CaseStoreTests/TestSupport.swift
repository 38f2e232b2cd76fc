import CaseStore
import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

struct TestFailure: Error {
  let message: String
}

// Closures stay out of `#expect`: Swift 6.3.1 can take a closure of a macro's argument for another
// one of the same function.

func expectEqual<Value: Equatable>(
  _ left: Value, _ right: Value, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(left == right, comment, sourceLocation: sourceLocation)
}

func expectTrue(
  _ condition: Bool, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(condition, comment, sourceLocation: sourceLocation)
}

func fileNames(in folder: String) -> [String] {
  var names: [String] = []
  guard let listing = opendir(folder) else { return [] }
  while let entry = readdir(listing) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  closedir(listing)
  return names.sorted()
}

func bytes(of path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw TestFailure(message: "cannot read \(path)") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

func makeFile(_ path: String, _ content: [UInt8]) throws {
  guard let file = fopen(path, "wb") else { throw TestFailure(message: "cannot write \(path)") }
  fwrite(content, 1, content.count, file)
  fclose(file)
}

/// Gives `body` an empty case, and its path.
func withCase<R>(
  isOpen: Bool = false, _ body: (CaseFile, String) throws -> R
) throws -> R {
  try withTemporaryFolder { folder in
    let path = folder + "/case.db"
    let file = try CaseFile.create(at: path, isOpen: isOpen)
    defer { try? file.close() }
    return try body(file, path)
  }
}

/// Gives `body` a case that holds `records`.
func withCase<R>(
  isOpen: Bool = false, holding records: [CaseRecord], _ body: (CaseFile) throws -> R
) throws -> R {
  try withCase(isOpen: isOpen) { file, _ in
    try file.add(records)
    return try body(file)
  }
}

extension CaseFile {
  @discardableResult
  func add(_ records: [CaseRecord], mode: WriteMode = .addOnly) throws -> [WriteOutcome] {
    try write(author: "tester") { writer in
      try records.map { try writer.write($0, mode: mode) }
    }
  }

  /// What is wrong with `record`, which is then not written.
  func problem(with record: CaseRecord, mode: WriteMode = .addOnly) throws -> RecordProblem? {
    try problem { try $0.write(record, mode: mode) }
  }

  func problem<R>(_ body: (CaseWriter) throws -> R) throws -> RecordProblem? {
    do {
      _ = try write(author: "tester") { try body($0) }
      return nil
    } catch let problem as RecordProblem {
      return problem
    }
  }

  /// All that the case holds, as records in the order of an export.
  func contents(revealWithheld: Bool = false) throws -> [CaseRecord] {
    try read(revealWithheld: revealWithheld) { try $0.contents() }
  }

  /// Changes the file behind the back of the journal.
  func tamper(_ sql: String) throws {
    try withConnection { connection in
      try connection.sqlite.execute(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      defer {
        try? connection.sqlite.execute(
          "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
      }
      try connection.sqlite.execute(sql)
    }
  }

  func integer(_ sql: String) throws -> Int64 {
    try withConnection { try $0.sqlite.integer(sql) }
  }

  /// The first column of every row.
  func texts(_ sql: String) throws -> [String] {
    try withConnection { connection in
      let statement = try connection.sqlite.prepare(sql)
      var texts: [String] = []
      while try statement.step() { texts.append(try statement.text(0)) }
      return texts
    }
  }

  func text(_ sql: String) throws -> String? {
    try withConnection { try $0.sqlite.text(sql) }
  }
}

/// The code of the `CaseError` that `body` throws, if any.
func code(_ body: () throws -> Void) throws -> CaseError.Code? {
  do {
    try body()
    return nil
  } catch let error as CaseError {
    return error.code
  }
}

/// A small case: an insider leaks to an outlet, which tells an article, which asserts a claim.
enum Small {
  static let entities: [CaseRecord] = [
    .entity(EntityRecord(key: "claim", kind: "claim", name: "The board knew")),
    .entity(EntityRecord(key: "article", kind: "document", name: "An article")),
    .entity(EntityRecord(key: "memo", kind: "document", name: "A memo", upstream: .origin)),
    .entity(EntityRecord(key: "occrp", kind: "outlet", name: "OCCRP")),
    .entity(EntityRecord(key: "insider", kind: "person", name: "Jo Ash", naming: .unnamed)),
    .entity(EntityRecord(key: "icrc", kind: "organisation", name: "ICRC")),
  ]

  static let leak = AttributionRecord(
    id: "leak", source: "insider", relation: "leaked_to", target: .entity("occrp"),
    about: "claim", note: "met in May",
    evidence: [EvidenceRecord(document: "article", locator: "¶17", quote: "an insider")])

  static let told = AttributionRecord(
    id: "told", source: "occrp", relation: "told", target: .entity("article"), about: "claim")

  static let asserted = AttributionRecord(
    id: "asserted", source: "article", relation: "asserted", target: .entity("claim"))

  static let denial = AttributionRecord(
    id: "denial", source: "icrc", relation: "denied", target: .attribution("leak"))

  static let tie = AttributionRecord(
    id: "tie", source: "insider", relation: "insider_of", target: .entity("icrc"))

  static let attributions: [CaseRecord] = [leak, told, asserted, denial, tie].map {
    .attribution($0)
  }

  static let all = entities + attributions
}

extension CaseReader {
  /// Everything that the case holds, as records.
  func contents() throws -> [CaseRecord] {
    var records: [CaseRecord] = []
    try forEachKind { records.append(.kind($0)) }
    try forEachRelation { records.append(.relation($0)) }
    try forEachEntity { records.append(.entity($0)) }
    try forEachAttribution { records.append(.attribution($0)) }
    try forEachText { records.append(.text($0)) }
    try forEachIdentity { records.append(.identity($0)) }
    return records
  }
}

extension CaseRecord {
  /// A text that is equal only if every scalar is, which Swift's `==` does not ask for.
  var exactText: [UInt8] {
    // The kinds in a shape come in any order.
    if case .relation(var relation) = self {
      let shapes = RelationShape.text(of: relation.shapes)
      relation = RelationDefinition(
        name: relation.name, role: relation.role, forwardPhrase: relation.forwardPhrase,
        backwardPhrase: relation.backwardPhrase, prov: relation.prov, cito: relation.cito,
        followTheMoney: relation.followTheMoney)
      return Array("\(relation) \(shapes)".utf8)
    }
    return Array("\(self)".utf8)
  }
}
