import Testing

/// The rules for Swift files that neither the compiler nor the formatter checks.
@Suite struct SwiftRulesTests {
  private let tree = RepositoryTree.here

  @Test("No Swift file is longer than 600 lines")
  func fileLengths() {
    expectNone(
      tree.swiftSources.filter { $0.lineCount > 600 }.map {
        Finding(path: $0.path, what: "\($0.lineCount) lines, 600 allowed")
      })
  }

  @Test("No function is longer than 70 lines")
  func functionLengths() {
    expectNone(
      tree.swiftSources.flatMap { source in
        source.functions().filter { $0.lineCount > 70 }.map {
          Finding(
            path: source.path, line: $0.firstLine,
            what: "\($0.name) has \($0.lineCount) lines, 70 allowed")
        }
      })
  }

  @Test("Only the command line prints")
  func printing() {
    let sources = tree.swiftSources(under: "Sources/")
      .filter { !$0.path.hasPrefix("Sources/HeadwaterCommand/") }
    expectNone(sources.flatMap { SwiftRules.printing($0) })
  }

  @Test("What must stay small does not link Foundation")
  func foundation() {
    expectNone(tree.swiftSources(under: "Sources/").flatMap { SwiftRules.foundation($0) })
  }

  @Test("What can trap, or goes round the compiler, has its reason beside it")
  func guardedWords() {
    expectNone(tree.swiftSources(under: "Sources/").flatMap { SwiftRules.guardedWords($0) })
  }

  @Test("SQL stands in schema/, CaseStore and SQLite alone")
  func sql() {
    let sources = tree.swiftSources(under: "Sources/").filter {
      !$0.path.hasPrefix("Sources/CaseStore/") && !$0.path.hasPrefix("Sources/SQLite/")
    }
    expectNone(sources.flatMap { SwiftRules.sql($0) })
  }

  @Test("Nothing in Sources is left to be done later")
  func leftovers() {
    expectNone(tree.swiftSources(under: "Sources/").flatMap { SwiftRules.leftovers($0) })
  }

  @Test("All tests use swift-testing: `make test` runs no others")
  func testLibrary() {
    expectNone(
      tree.swiftSources.flatMap { source in
        source.imports().filter { $0.module == "XCTest" }.map {
          Finding(path: source.path, line: source.tokens[$0.token].line, what: "imports XCTest")
        }
      })
  }
}
