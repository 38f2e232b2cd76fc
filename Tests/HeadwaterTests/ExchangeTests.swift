import Headwater
import HeadwaterTestSupport
import Testing

@Suite("Imports and exports from Swift")
struct ExchangeTests {
  enum Format: String, CaseIterable {
    case folder, jsonLines
  }

  private static func export(_ notes: Case, _ format: Format, to path: String) async throws {
    switch format {
    case .folder: try await notes.exportFolder(path)
    case .jsonLines: try await notes.exportJSONLines(path)
    }
  }

  private static func read(
    into notes: Case, _ format: Format, from path: String, mode: WriteMode = .addOnly
  ) async throws -> ImportOutcome {
    switch format {
    case .folder: try await notes.importFolder(path, mode: mode, author: "test")
    case .jsonLines: try await notes.importJSONLines(path, mode: mode, author: "test")
    }
  }

  @Test("What is exported is imported as the same case", arguments: Format.allCases)
  func roundTrip(format: Format) async throws {
    try await withTemporaryFolder { folder in
      try await withTutorial { harbour in
        try await Self.export(harbour, format, to: folder + "/first")
      }
      try await withCase { copy in
        let outcome = try await Self.read(into: copy, format, from: folder + "/first")
        #expect(outcome.added == 30 && outcome.updated == 0 && outcome.unchanged == 0)
        let again = try await Self.read(into: copy, format, from: folder + "/first")
        #expect(again.added == 0 && again.unchanged == 30)
        try await Self.export(copy, format, to: folder + "/second")
      }
      let files = format == .folder ? ["/entities.csv", "/attributions.csv"] : [""]
      for file in files {
        let first = try WholeBytes.read(folder + "/first" + file)
        #expect(try WholeBytes.read(folder + "/second" + file) == first)
      }
    }
  }

  @Test("Rows that differ are refused with their places, or taken", arguments: Format.allCases)
  func update(format: Format) async throws {
    try await withTemporaryFolder { folder in
      try await withTutorial { harbour in
        try await Self.export(harbour, format, to: folder + "/old")
        try await harbour.write(author: "editor") { transaction in
          var memo = try transaction.entity("memo")
          memo.name = "Another memo"
          try transaction.updateEntity("memo", to: memo)
        }
        let error = await failure {
          try await Self.read(into: harbour, format, from: folder + "/old")
        }
        let refusal = try #require(error as? ExchangeError)
        #expect(refusal.code == .badRows)
        #expect(refusal.problemCount == 1 && refusal.problems.count == 1)
        let row = try #require(refusal.problems.first)
        #expect(row.problem.code == .differs && row.problem.column == "name")
        #expect(row.file.hasPrefix(folder + "/old") && row.line != nil)

        let outcome = try await Self.read(
          into: harbour, format, from: folder + "/old", mode: .update)
        #expect(outcome.updated == 1 && outcome.unchanged == 29)
      }
    }
  }

  @Test("One bad row, and nothing is imported")
  func badRow() async throws {
    try await withTemporaryFolder { folder in
      try WholeBytes.write(
        "key,kind\na,person\nb,persn\nc d,person\n", to: folder + "/entities.csv")
      try WholeBytes.write("to read", to: folder + "/notes.txt")
      try await withCase { notes in
        let error = await failure { try await notes.importFolder(folder, author: "test") }
        let refusal = try #require(error as? ExchangeError)
        #expect(refusal.problems.map(\.line) == [3, 4])
        #expect(refusal.problems.map(\.problem.code) == [.unknownKind, .invalidKey])
        #expect(refusal.problems.first?.problem.suggestions.first == "person")
        let count = try await notes.read { try $0.statistics().entityCount }
        #expect(count == 0)

        try WholeBytes.write("key,kind\na,person\n", to: folder + "/entities.csv")
        let outcome = try await notes.importFolder(folder, author: "test")
        #expect(outcome.added == 1)
        #expect(outcome.ignored == [folder + "/notes.txt"])
      }
    }
  }
}
