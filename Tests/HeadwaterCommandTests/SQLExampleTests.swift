import Foundation
import HeadwaterTestSupport
import SQLite
import Testing

/// The query for people who have only SQLite.
@Suite struct SQLExampleTests {
  @Test(
    "The query finds all that is reached whatever the matter, and more than what keeps to it",
    arguments: ["article", "convoy-claim", "letter-1998"])
  func upstream(key: String) async throws {
    let sql = try String(
      contentsOfFile: "\(Program.root)/examples/sql/upstream.sql", encoding: .utf8)
    try await TraceCommandTests.withExample { folder in
      let found = try Self.keys(sql, key, in: folder + "/case.db")
      func reached(_ options: [String]) async throws -> Set<String> {
        let text = try await Program.check(
          ["trace", key, "--reach", "--format", "csv"] + options, in: folder)
        let lines = text.split(whereSeparator: \.isNewline).dropFirst()
        return Set(lines.compactMap { $0.split(separator: ",").first.map(String.init) })
      }
      let kept = try await reached([])
      let any = try await reached(["--any-matter"])
      #expect(kept.isSubset(of: found) && any.isSubset(of: found))
      let closure = try await Self.closure(of: key, in: folder)
      #expect(found == closure)
    }
  }

  /// What leads to an entity over the rows of an export, whatever the order and the marks.
  private static func closure(of key: String, in folder: String) async throws -> Set<String> {
    let lines = try await Program.check(["export", "--format", "jsonl"], in: folder)
    let flow: Set = [
      "cited_by", "quoted_by", "paraphrased_by", "republished_by", "translated_by", "revised_as",
      "told", "leaked_to", "supplied_data_to", "authored", "published", "asserted",
    ]
    var givers: [String: Set<String>] = [:]
    for line in lines.split(whereSeparator: \.isNewline) {
      let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let row, row["status"] as? String == "recorded",
        let relation = row["relation"] as? String, flow.contains(relation),
        let source = row["source"] as? String, let target = row["target"] as? String
      else { continue }
      givers[target, default: []].insert(source)
    }
    var found: Set = [key]
    var waiting = [key]
    while let next = waiting.popLast() {
      for giver in givers[next] ?? [] where found.insert(giver).inserted { waiting.append(giver) }
    }
    return found.subtracting([key])
  }

  private static func keys(_ sql: String, _ key: String, in path: String) throws -> Set<String> {
    let connection = try Connection(path: path, mode: .readOnly)
    let statement = try connection.prepare(sql)
    let parameter = statement.parameterIndex(":key") ?? 0
    try statement.bind(key, at: parameter)
    var keys: Set<String> = []
    while try statement.step() { keys.insert(try statement.text(0)) }
    return keys
  }
}
