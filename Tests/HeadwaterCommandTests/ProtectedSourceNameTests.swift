import Foundation
import HeadwaterTestSupport
import Testing

/// The name of a withheld source in the rows of others.
@Suite struct ProtectedSourceNameTests {
  /// A way in which the name gets into another row.
  struct Mention: Sendable, CustomTestStringConvertible {
    let testDescription: String

    /// The commands by which it gets there.
    let puts: [[String]]

    /// What an export says of the row.
    let row: String

    /// Commands that show the row, and have `[withheld]` in the name's place.
    let screens: [[String]]

    /// What gets rid of it.
    let edits: [[String]]

    /// Whether the row is exported: what is not is in the journal alone, and may be left out of a
    /// copy instead of being refused.
    var isExported = true

    init(
      _ place: String, row: String, screens: [[String]] = [], edits: [[String]] = [],
      isExported: Bool = true, puts: [[String]]
    ) {
      testDescription = place
      self.row = row
      self.screens = screens
      self.edits = edits
      self.isExported = isExported
      self.puts = puts
    }
  }

  private static func exports(of mention: Mention) -> [[String]] {
    guard mention.isExported else { return [backup] }
    return (mention.row == "reason" ? wholeExports : exports) + [backup]
  }

  static let name = "Milena Quorvathsen"
  private static let note = ["edit", "attribution", "a-public", "--note"]
  private static let evidence = ["edit", "evidence", "a-public", "1"]
  private static let story = ["edit", "entity", "story"]
  private static let showPublic = ["show", "attribution:a-public"]

  static let mentions = [
    Mention(
      "the description of an entity", row: "entity story: description",
      screens: [["show", "story"], ["show", "story", "--format", "json"]],
      edits: [story + ["--description", "told in May"]],
      puts: [story + ["--description", "told by MILENA QuorvathSEN in May"]]),
    Mention(
      "the name of an entity", row: "entity story: name",
      screens: [
        ["show", "story"], ["trace", "story"], ["trace", "story", "--format", "json"],
        ["trace", "story", "--format", "dot"], ["search", "interview"],
        ["search", "interview", "--format", "json"], ["show", "editor"], ["downstream", "editor"],
      ],
      edits: [story + ["--name", "Interview"]],
      puts: [story + ["--name", "Interview with \(name)"]]),
    Mention(
      "an alias of an entity", row: "entity story: alias", screens: [["show", "story"]],
      edits: [story + ["--alias", ""]], puts: [story + ["--alias", "The ŽOFKARANDELLE story"]]),
    Mention(
      "a property of an entity", row: "entity story: ", screens: [["show", "story"]],
      edits: [story + ["--property", "hint="]], puts: [story + ["--property", "hint=by \(name)"]]),
    Mention(
      "a label of an entity", row: "entity story: label", screens: [["show", "story"]],
      edits: [story + ["--label", ""]], puts: [story + ["--label", "žofkarandelle"]]),
    Mention(
      "the url of an entity", row: "entity story: url", screens: [["show", "story"]],
      edits: [story + ["--url", ""]],
      puts: [story + ["--url", "https://quorvathsen.example/milena/2"]]),
    Mention(
      "the note of an attribution", row: "attribution a-public: note",
      screens: [
        showPublic, showPublic + ["--format", "json"], ["show", "story"],
      ],
      edits: [note + ["she said so"]], puts: [note + ["\(name.uppercased()) said so"]]),
    Mention(
      "a key in the note of an attribution", row: "attribution a-public: note",
      screens: [showPublic], edits: [note + [""]], puts: [note + ["see Quorvathsen-M, please"]]),
    Mention(
      "a short alias in the note of an attribution", row: "attribution a-public: note",
      screens: [showPublic], edits: [note + ["Kolmar said so"]], puts: [note + ["so said Ko."]]),
    Mention(
      "a property of an attribution", row: "attribution a-public: ", screens: [showPublic],
      edits: [Array(note.dropLast()) + ["--property", "hint="]],
      puts: [Array(note.dropLast()) + ["--property", "hint=\(name)"]]),
    Mention(
      "a quotation", row: "attribution a-public: ",
      screens: [
        showPublic, ["trace", "story", "--format", "json"],
        ["trace", "story", "--format", "jsonl"],
      ],
      edits: [evidence + ["--quote", "she said so"]],
      puts: [evidence + ["--quote", "“\(name) said so”"]]),
    Mention(
      "a locator", row: "attribution a-public: ", screens: [showPublic, ["trace", "story"]],
      edits: [evidence + ["--locator", ""]], puts: [evidence + ["--locator", "\(name)’s diary"]]),
    Mention(
      "the words before a quotation", row: "attribution a-public: ",
      edits: [evidence + ["--quote-prefix", ""]],
      puts: [evidence + ["--quote-prefix", "asked by Žofkarandelle: "]]),
    Mention(
      "a note on evidence", row: "attribution a-public: ",
      edits: [evidence + ["--evidence-note", ""]],
      puts: [evidence + ["--evidence-note", "given by \(name)"]]),
    Mention(
      "the text of a document", row: "story", edits: [["remove", "text", "story"]],
      puts: [["add", "text", "story", "input/text.txt"]]),
    Mention(
      "a quotation and the text that it stands in", row: "attribution a-public: ",
      screens: [showPublic],
      puts: [
        ["add", "text", "story", "input/text.txt"],
        evidence + ["--quote", "asked \(name)", "--text-version", "1"],
      ]),
    Mention(
      "the reason of a verdict", row: "reason", screens: [["identity", "list"]],
      puts: [["import", "input/verdict"]]),
    Mention(
      "the reason of a change", row: "", screens: [["history"], ["history", "--format", "json"]],
      isExported: false,
      puts: [story + ["--language", "en", "--reason", "\(name) asked for it"]]),
    Mention(
      "the author of a change", row: "", screens: [["history"], ["history", "--format", "json"]],
      isExported: false, puts: [story + ["--language", "en", "--author", name]]),
  ]

  static let hunt = LeakHunt(
    ["Quorvathsen", "Žofkarandelle"].map {
      Marker(place: $0, stay: .present, text: $0)
    })

  static let exports =
    ["json", "jsonl", "dot", "mermaid"].map { ["export", "--format", $0] }
    + (ProtectedSourceTests.hasGraphviz ? [["export", "--format", "svg"]] : [])
    + [["export", "--output", "out"], ["export", "--format", "jsonl", "--subject", "story"]]

  /// Those that tell of the verdict of two entities that `story` has nothing to do with.
  static let wholeExports = exports.filter { !$0.contains("--subject") }

  static let backup = ["backup", "copy.db", "--redact"]

  /// A case with a withheld person and a public row or two.
  private func withCase(_ puts: [[String]], _ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try ProtectedCase.write("We asked \(Self.name).\n", to: folder + "/input/text.txt")
      try ProtectedCase.write(
        "key,kind\nagency,organisation\neditor,person\n",
        to: folder + "/input/verdict/entities.csv")
      try ProtectedCase.write(
        "entity,other,verdict,reason\neditor,agency,distinct,\(Self.name) says so\n",
        to: folder + "/input/verdict/identity.csv")
      for line in [
        ["init"], ["add", "entity", "story", "--kind", "document", "--name", "A story"],
        ["add", "entity", "editor", "--kind", "person"],
        ["add", "entity", "agency", "--kind", "organisation"],
        [
          "add", "entity", "quorvathsen-m", "--kind", "person", "--naming", "withheld", "--name",
          Self.name, "--alias", "Žofkarandelle", "--alias", "Ko", "--url",
          "https://quorvathsen.example/milena",
        ],
        ["add", "attribution", "quorvathsen-m", "told", "story", "--id", "a-withheld"],
        [
          "add", "attribution", "editor", "told", "story", "--id", "a-public", "--according-to",
          "story", "--quote", "so it was",
        ],
      ] + puts { try await Program.check(line, in: folder) }
      try await body(folder)
    }
  }

  /// What is in what the command printed and in the files that it wrote.
  private func finds(_ result: ProgramResult, in folder: String) throws -> [LeakHunt.Find] {
    try Self.hunt.finds(in: result.output) + Self.hunt.finds(in: result.errors)
      + Self.hunt.finds(inFolder: folder, passingOver: ["case.db", "input"])
  }

  @Test(
    "An export that would tell a protected name is refused, and names the row", arguments: mentions)
  func refused(mention: Mention) async throws {
    try await withCase(mention.puts) { folder in
      let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      for line in Self.exports(of: mention) {
        let result = try await Program.run(line, in: folder)
        let found = try finds(result, in: folder)
        #expect(found.isEmpty, "\(line): \(found)")
        if !mention.isExported, result.status == 0 { continue }
        #expect(result.status == 65, "\(line): \(result.status) \(result.errors)")
        #expect(result.errors.contains(mention.row), "\(line): \(result.errors)")
        #expect(result.output.isEmpty, "\(line)")
        let after = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(after == before, "\(line)")
      }
    }
  }

  @Test(
    "An edited row is exported, and a redacted copy has no earlier state of it",
    arguments: mentions.filter { !$0.edits.isEmpty })
  func edited(mention: Mention) async throws {
    try await withCase(mention.puts + mention.edits) { folder in
      for line in Self.exports + [Self.backup] {
        let result = try await Program.run(line, in: folder)
        let found = try finds(result, in: folder)
        #expect(result.status == 0, "\(line): \(result.errors)")
        #expect(found.isEmpty, "\(line): \(found)")
      }
    }
  }

  @Test("Redaction of texts puts [withheld] in the place of a protected name", arguments: mentions)
  func redacted(mention: Mention) async throws {
    try await withCase(mention.puts) { folder in
      for line in Self.exports + [Self.backup] {
        let result = try await Program.run(line + ["--redact-text"], in: folder)
        let found = try finds(result, in: folder)
        #expect(result.status == 0, "\(line): \(result.errors)")
        #expect(found.isEmpty, "\(line): \(found)")
      }
      if mention.isExported {
        let lossless = try await Program.check(
          ["export", "--format", "jsonl", "--redact-text"], in: folder)
        #expect(lossless.contains("[withheld]"), "\(lossless)")
        let copied = try Data(contentsOf: URL(filePath: folder + "/copy.db"))
        let isMarked = copied.range(of: Data("[withheld]".utf8)) != nil
        #expect(isMarked)
      }
      try await Program.check(["verify", "--case", "copy.db"], in: folder)
    }
  }

  @Test("A screen shows [withheld] in the place of a protected name", arguments: mentions)
  func screens(mention: Mention) async throws {
    try await withCase(mention.puts) { folder in
      for line in mention.screens {
        let result = try await Program.run(line, in: folder)
        let found = try finds(result, in: folder)
        #expect(result.status == 0, "\(line): \(result.errors)")
        #expect(found.isEmpty, "\(line): \(found)")
        #expect(result.output.contains("[withheld]"), "\(line): \(result.output)")
      }
      for line in [
        ["show", "story"], ["show", "editor"], Self.showPublic, ["trace", "story"],
        ["trace", "story", "--format", "json"], ["trace", "story", "--format", "csv"],
        ["trace", "story", "--format", "dot"], ["search", "story"], ["search", "interview"],
        ["stats"], ["history"], ["history", "story"], ["history", "--format", "json"],
        ["downstream", "editor"], ["identity", "list"], ["review"], ["verify"],
      ] {
        let result = try await Program.run(line, in: folder)
        let found = try finds(result, in: folder)
        #expect(result.status == 0, "\(line): \(result.errors)")
        #expect(found.isEmpty, "\(line): \(found)")
      }
    }
  }

  @Test("A purge leaves no protected name in the rows of others", arguments: mentions)
  func purge(mention: Mention) async throws {
    try await withCase(mention.puts) { folder in
      let before = try Data(contentsOf: URL(filePath: folder + "/case.db"))
      let refused = try await Program.run(["purge"], in: folder)
      let told = Self.hunt.finds(in: refused.output + refused.errors)
      #expect(told.isEmpty)
      if mention.isExported || refused.status != 0 {
        #expect(refused.status == 65, "\(refused.status) \(refused.errors)")
        #expect(refused.errors.contains(mention.row))
        let isSame = try Data(contentsOf: URL(filePath: folder + "/case.db")) == before
        #expect(isSame)
      }
      let purged = try await Program.run(["purge", "--redact-text"], in: folder)
      #expect(purged.status == 0, "\(purged.errors)")
      let left = try Self.hunt.finds(inFolder: folder, passingOver: ["input"])
      #expect(left.isEmpty, "\(left)")
      try await Program.check(["verify"], in: folder)
    }
  }

  @Test("Whoever asks to reveal what is withheld gets the rows of others as they are")
  func revealed() async throws {
    try await withCase(Self.mentions[0].puts) { folder in
      for line in [
        ["show", "story"], ["export", "--format", "jsonl"], ["export", "--format", "dot"],
      ] {
        let result = try await Program.run(line + ["--reveal-withheld"], in: folder)
        let isThere = !result.output.contains("[withheld]") && result.output.contains("Quorvathsen")
        #expect(result.status == 0 && isThere, "\(line): \(result.errors)")
      }
    }
  }

  @Test("A short name is looked for as a whole word, so that other words are left alone")
  func shortNames() async throws {
    try await withCase([Self.note + ["Kolmar and Bako spoke in Kokand"]]) { folder in
      for line in Self.exports + [Self.backup] {
        let result = try await Program.run(line, in: folder)
        #expect(result.status == 0, "\(line): \(result.errors)")
      }
      let shown = try await Program.check(Self.showPublic, in: folder)
      #expect(shown.contains("Kolmar and Bako spoke in Kokand"))
    }
  }

  @Test("A public key that holds a protected name is not exported")
  func publicKey() async throws {
    let puts = [["add", "entity", "interview-quorvathsen-m", "--kind", "document"]]
    try await withCase(puts) { folder in
      for line in Self.wholeExports + [Self.backup] {
        let result = try await Program.run(line, in: folder)
        let found = try finds(result, in: folder)
        #expect(result.status == 65, "\(line): \(result.status)")
        #expect(found.isEmpty, "\(line): \(found)")
      }
    }
  }

  @Test("A source that is withheld later is protected in what was written before")
  func withheldLater() async throws {
    let puts = [
      [
        "add", "entity", "later", "--kind", "person", "--name", "Ilka Žofkarandelle-Smith",
      ], Self.note + ["Ilka Žofkarandelle-Smith was there"],
      ["edit", "entity", "later", "--naming", "withheld"],
      ["edit", "entity", "quorvathsen-m", "--alias", "", "--naming", "withheld"],
    ]
    try await withCase(puts) { folder in
      let result = try await Program.run(["export", "--format", "jsonl"], in: folder)
      #expect(result.status == 65 && result.errors.contains("attribution a-public: note"))
      let shown = try await Program.run(Self.showPublic, in: folder)
      let found = try finds(result, in: folder) + finds(shown, in: folder)
      #expect(found.isEmpty, "\(found)")
    }
  }
}
