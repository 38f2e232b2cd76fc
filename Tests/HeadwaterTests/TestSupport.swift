import Headwater
import HeadwaterTestSupport

/// The path of this repository.
let repository = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

/// Gives `body` an empty case, which is closed and removed afterwards.
func withCase<Result>(_ body: (Case) async throws -> Result) async throws -> Result {
  try await withTemporaryFolder { folder in
    let notes = try await Case.create(at: folder + "/notes.case")
    let result = try await body(notes)
    try await notes.close()
    return result
  }
}

/// Gives `body` the case of the tutorial.
func withTutorial<Result>(_ body: (Case) async throws -> Result) async throws -> Result {
  try await withCase { harbour in
    try await harbour.importFolder(repository + "/examples/tutorial/case", author: "test")
    return try await body(harbour)
  }
}

/// What an asynchronous call throws; nil where it does not.
func failure<Result>(_ body: () async throws -> Result) async -> (any Error)? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}

/// The code of the `CaseError` that a call throws.
func caseCode<Result>(_ body: () async throws -> Result) async -> CaseError.Code? {
  await (failure(body) as? CaseError)?.code
}

/// The code of the `RecordProblem` that a call throws.
func recordCode<Result>(_ body: () async throws -> Result) async -> RecordProblem.Code? {
  await (failure(body) as? RecordProblem)?.code
}

/// An article, an engineer who leaked to it, and the claim that it is about.
enum Story {
  static let article = EntityRecord(
    key: "article", kind: "document", name: "Old waste in the harbour", aliases: ["Front page"],
    properties: [Property(name: "words", value: .integer(900))])
  static let engineer = EntityRecord(
    key: "engineer", kind: "person", name: "An engineer", naming: .unnamed, upstream: .origin)
  static let claim = EntityRecord(key: "waste", kind: "claim")
  static let leak = AttributionRecord(
    id: "leak", source: "engineer", relation: "leaked_to", target: .entity("article"),
    about: "waste", date: try? EDTFDate("2024-05"), terms: .background,
    evidence: [EvidenceRecord(document: "article", locator: "¶2", quote: "an engineer said")])

  static func add(to transaction: borrowing CaseTransaction) throws {
    for entity in [article, engineer, claim] { try transaction.add(entity) }
    try transaction.add(leak)
  }
}
