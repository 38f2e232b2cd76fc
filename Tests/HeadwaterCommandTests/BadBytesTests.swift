import Foundation
import HeadwaterTestSupport
import Testing

/// Bytes that are no text, no table, or no row, at the built program.
@Suite struct BadBytesTests {
  struct Table: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var file = "entities.csv"
    let bytes: [UInt8]
    let says: [String]

    init(_ what: String, file: String = "entities.csv", _ bytes: [UInt8], _ says: String...) {
      testDescription = what
      self.file = file
      self.bytes = bytes
      self.says = says
    }

    init(_ what: String, file: String = "entities.csv", _ text: String, _ says: String...) {
      testDescription = what
      self.file = file
      bytes = Array(text.utf8)
      self.says = says
    }
  }

  static let tables = [
    Table("NUL", "key,kind\nx,docu\0ment\n", "bad/entities.csv:2: kind: ", "NUL"),
    Table("a byte beyond UTF-8", Array("key,kind\nx,a".utf8) + [0xFF], "entities.csv:2: kind: "),
    Table("an overlong NUL", Array("key,kind\nx,a".utf8) + [0xC0, 0x80], "entities.csv:2: kind: "),
    Table("half a surrogate", Array("key\nx".utf8) + [0xED, 0xA0, 0x80], "entities.csv:2: key: "),
    Table("UTF-16", [0xFF, 0xFE, 0x6B, 0, 0x65, 0, 0x79, 0, 0x0A, 0], "bad/entities.csv:1"),
    Table("another delimiter", "key|kind\nx|document\n", "bad/entities.csv:1: key: "),
    Table("an unclosed quote", "key,kind\nx,\"document\ny,claim\n", "bad/entities.csv:2"),
    Table("a stray quote", "key,kind\nx,docu\"ment\n", "bad/entities.csv:2"),
    Table("a row too long", "key,kind\nx,claim,more\n", "bad/entities.csv:2"),
    Table("a row too short", "key,kind,name\nx,claim\n", "bad/entities.csv:2"),
    Table("a column twice", "key,kind,key\nx,claim,y\n", "bad/entities.csv:1"),
    Table("no header", "\n\n", "bad/entities.csv"),
    Table("a key twice", "key,kind\nQ,claim\nq,document\n", "bad/entities.csv:3: "),
    Table("an empty key", "key,kind\n,claim\n", "bad/entities.csv:2: key: "),
    Table(
      "a control character", "key,kind\na\u{7}b,claim\n", "bad/entities.csv:2: key: ", "\\u{7}"),
    Table("an impossible date", "key,kind,date\nx,claim,2023-02-30\n", "entities.csv:2: date: "),
    Table(
      "a name too long", "key,kind,name\nx,claim,\(String(repeating: "n", count: 4_001))\n",
      "bad/entities.csv:2: name: ", "4000"),
    Table(
      "attributions on each other", file: "attributions.csv",
      "id,source,relation,target\nx,article,denied,attribution:y\ny,article,denied,attribution:x\n",
      "bad/attributions.csv:2: target: ", "bad/attributions.csv:3: target: "),
    Table(
      "an attribution on itself", file: "attributions.csv",
      "id,source,relation,target\nx,article,denied,attribution:x\n",
      "bad/attributions.csv:2: target: "),
    Table(
      "a dangling source", file: "attributions.csv",
      "source,relation,target\nartcle,cited_by,article\n",
      "bad/attributions.csv:2: source: ", "did you mean article?"),
    Table(
      "from a claim", file: "attributions.csv", "source,relation,target\nclaim,told,article\n",
      "bad/attributions.csv:2: ", "claim"),
    Table(
      "to a claim", file: "attributions.csv", "source,relation,target\nperson,told,claim\n",
      "bad/attributions.csv:2: ", "claim"),
    Table(
      "about a person", file: "attributions.csv",
      "source,relation,target,about\nperson,told,article,person\n",
      "bad/attributions.csv:2: about: "),
    Table("a text of bytes", file: "texts/article.txt", [0x61, 0xFF], "bad/texts/article.txt:1"),
    Table("a text with NUL", file: "texts/article.txt", "a\0b", "bad/texts/article.txt:1"),
    Table("the text of nobody", file: "texts/nobody.txt", "words", "bad/texts/nobody.txt"),
  ]

  @Test("A file that is no table of a case folder is refused by place, and nothing is imported")
  func badTables() async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      let before = try WholeBytes.read(folder + "/case.db")
      for table in Self.tables {
        let bad = folder + "/bad"
        try? FileManager.default.removeItem(atPath: bad)
        try FileManager.default.createDirectory(
          atPath: bad + "/texts", withIntermediateDirectories: true)
        try WholeBytes.write(table.bytes, to: bad + "/" + table.file)
        let result = try await Program.run(["import", "bad"], in: folder)
        #expect(result.status == 65, "\(table.testDescription): \(result.errors)")
        for words in table.says {
          #expect(
            result.errors.contains(words), "\(table.testDescription): \(words): \(result.errors)")
        }
        #expect(result.errors.hasSuffix("Nothing was imported.\n"), "\(table.testDescription)")
        let after = try WholeBytes.read(folder + "/case.db")
        #expect(after == before, "\(table.testDescription)")
      }
    }
  }

  @Test("An argument that is no UTF-8 is refused and not repaired")
  func arguments() async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      let before = try WholeBytes.read(folder + "/case.db")
      for line in [
        #"add entity x --kind person --name "$(printf 'a\377b')""#,
        #"add entity "$(printf 'a\377')" --kind person"#, #"init "$(printf 'x\377.db')""#,
        #"stats --case "$(printf '\300\200')""#, #"import "$(printf '\355\240\200')""#,
      ] {
        let result = try Program.runBlocking(
          ["-c", "exec \"$0\" " + line, Program.path], in: folder, program: "/bin/sh")
        #expect(result.status == 64, "\(line): \(result.errors)")
        #expect(result.errors.contains("UTF-8"), "\(line): \(result.errors)")
      }
      #expect(try WholeBytes.read(folder + "/case.db") == before)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(files == ["case.db", "newer.db", "notes.txt", "other.db"])
    }
  }

  @Test("A hundred thousand aliases are taken, shown and searched")
  func aliases() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let many = folder + "/many"
      try FileManager.default.createDirectory(atPath: many, withIntermediateDirectories: false)
      let aliases = (0..<100_000).map { "a\($0)" }.joined(separator: ";")
      try Program.write("key,kind,aliases\nmany,document,\(aliases)\n", to: many + "/entities.csv")
      try await Program.check(["import", "many"], in: folder)
      let found = try await Program.check(["search", "a99999", "--format", "json"], in: folder)
      #expect(found.contains("\"many\""))
      let shown = try await Program.check(["show", "many", "--format", "json"], in: folder)
      #expect(shown.contains("\"a99999\""))
      try await Program.check(["verify"], in: folder)
    }
  }
}
