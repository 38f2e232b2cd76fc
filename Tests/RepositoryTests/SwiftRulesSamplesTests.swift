import Testing

/// Shows that each rule for Swift files sees what it is there for, and nothing else.
@Suite struct SwiftRulesSamplesTests {
  private func source(_ text: String, in target: String = "GraphQuery") -> SwiftSource {
    SwiftSource(path: "Sources/\(target)/Sample.swift", text: text)
  }

  @Test("Printing is a call of print, not a method or a word of that name")
  func printing() {
    let text = """
      print(a)
      b.print(c)
      Swift.print(d)
      func print(e: Int) {}
      // print(f)
      let g = "print(h)"
      let i = "\\(j.map { debugPrint($0) })"
      reprint(k)
      """
    #expect(SwiftRules.printing(source(text)).compactMap(\.line) == [1, 3, 7])
  }

  @Test("Lean targets may import the essentials, bare ones may not", arguments: ["", "public "])
  func foundation(access: String) {
    let text = "\(access)import Foundation\n\(access)import FoundationEssentials\n"
    func lines(_ target: String) -> [Int] {
      SwiftRules.foundation(source(text, in: target)).compactMap(\.line)
    }
    #expect(lines("GraphQuery") == [1])
    #expect(lines("HeadwaterModel") == [1, 2])
    #expect(lines("Unlisted").isEmpty)
  }

  @Test("Foundation may stand in for the essentials where a system lacks them")
  func fallback() {
    let text = """
      #if canImport(FoundationEssentials)
        import FoundationEssentials
      #else
        import Foundation
      #endif
      """
    #expect(SwiftRules.foundation(source(text)).isEmpty)
    #expect(SwiftRules.foundation(source(text, in: "GraphKernels")).compactMap(\.line) == [2, 4])
    let packageImport = text.replacing("import Foundation\n", with: "package import Foundation\n")
    #expect(SwiftRules.foundation(source(packageImport)).isEmpty)
  }

  @Test(
    "A guarded word needs a comment on its line or the one before",
    arguments: [
      "try! a()", "b as! C", "fatalError()", "struct D: @unchecked Sendable {}",
      "nonisolated(unsafe) var e = 1",
    ])
  func guardedWords(text: String) {
    #expect(SwiftRules.guardedWords(source(text)).count == 1)
    #expect(SwiftRules.guardedWords(source("// Never throws.\n\(text)")).isEmpty)
    #expect(SwiftRules.guardedWords(source("\(text)  // Never throws.")).isEmpty)
    #expect(SwiftRules.guardedWords(source("// Too far away.\n\n\(text)")).count == 1)
    #expect(SwiftRules.guardedWords(source("let f = \"\"\"\n\(text)\n\"\"\"")).isEmpty)
  }

  @Test(
    "SQL is a statement in a string",
    arguments: [
      "\"SELECT a FROM b\"", "\"\"\"\n  INSERT\n    INTO a VALUES (1)\n  \"\"\"",
      "\"CREATE TABLE \\(a) (b)\"", "#\"PRAGMA user_version\"#",
    ])
  func sql(text: String) {
    #expect(SwiftRules.sql(source("let a = \(text)")).count == 1)
    #expect(SwiftRules.sql(source("// \(text)")).isEmpty || text.contains("\n"))
  }

  @Test(
    "Prose and Cypher are no SQL",
    arguments: ["selected from a list", "open it with sqlite3", "CREATE (a)", "a plain SELECT"])
  func noSQL(text: String) {
    #expect(SwiftRules.sql(source("let a = \"\(text)\"")).isEmpty)
  }

  @Test("What is left to do is a word of a comment")
  func leftovers() {
    let text = "// TODO: a\n// XXXX\nlet b = \"XXX\"\n/* c\n FIXME */\n// TODOS, todo\n"
    #expect(SwiftRules.leftovers(source(text)).compactMap(\.line) == [1, 4])
  }
}
