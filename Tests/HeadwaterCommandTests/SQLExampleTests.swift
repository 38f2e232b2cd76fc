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
      // A mark ends a walk and not the query; without marks on the way both are the same.
      #expect(found.count >= any.count)
    }
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
