import Foundation
import HeadwaterTestSupport
import SQLite
import Testing

/// No output gives away a withheld source: the built program, looked at from outside.
///
/// In command lines, `$name` stands for a key or a word of the case: see `ProtectedCase`.
@Suite struct ProtectedSourceTests {
  static let hasGraphviz = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: $0 + "/dot") }

  static func drawable(_ lines: [String]) -> [String] {
    lines.filter { hasGraphviz || !($0.contains("format svg") || $0.contains("format png")) }
  }

  static let shows =
    [
      "story", "memo", "report", "claim", "editor", "writer", "paper", "agency", "$person",
      "$document", "$later", "$laterDocument", "$personUpper",
    ]
    .flatMap { ["show \($0)", "show \($0) --format json"] }
    + [
      "a-told", "a-wrote", "a-cited", "a-to", "a-into", "a-denied", "a-confirmed", "a-insider",
      "a-suggested", "a-memo", "a-moved", "l-told", "l-wrote", "l-cited", "l-denied", "l-to",
      "l-report", "l-told-report",
    ]
    .flatMap { ["show attribution:\($0)", "show attribution:\($0) --format json"] }

  static let searches = [
    "$nameWord", "$aliasWord", "$descriptionWord", "$urlWord", "$laterNameWord",
    "$removedNameWord", "withheld", "source", "harbour",
  ]
  .flatMap { ["search \($0)", "search \($0) --format json"] }

  static let traces = drawable(
    [
      "trace story", "trace claim", "trace story --about claim", "trace story --any-matter",
      "trace $person", "trace $document", "trace memo", "trace report", "trace story --reach",
      "trace story --without $person", "trace story --without $later --established",
      "trace story --not-according-to $document", "trace story --relation told",
    ]
    .flatMap { [$0, $0 + " --format json"] }
      + ["jsonl", "csv", "dot", "mermaid"].map { "trace story --format \($0)" }
      + [
        "trace story --reach --format csv", "trace story --format dot --legend --output out.dot",
        "trace story --format svg --legend --output out.svg",
        "trace story --format png --output out.png", "trace $person --format dot",
      ])

  static let exports = drawable([
    "export --format csv --output out", "export --format csv --output out --spreadsheet-safe",
    "export --format json", "export --format jsonl", "export --format jsonl --output out.jsonl",
    "export --format dot", "export --format dot --legend", "export --format mermaid",
    "export --format svg --output out.svg", "export --format png --output out.png",
    "export --format csv --subject story --output out", "export --format jsonl --subject story",
    "export --format json --subject $document", "export --format dot --subject story",
  ])

  static let questionPictures = drawable(
    [
      "origins editor", "origins $person", "origins story", "independence editor",
      "independence story", "independence $document", "loops", "compare story report",
      "compare story $document", "timeline story", "timeline $person", "impact $person",
      "impact memo", "impact $document",
    ]
    .flatMap { line in
      ["dot", "mermaid"].map { "\(line) --format \($0)" }
        + ["svg", "png"].map { "\(line) --format \($0) --output out.\($0)" }
    })

  static let others =
    [
      "stats", "relation list", "kind list", "verify", "history", "history $person",
      "history $document", "history $later", "history $laterDocument", "history story",
      "history editor", "downstream $person", "downstream $document", "downstream $later",
      "downstream memo", "identity list", "review", "origins editor", "origins $person",
      "origins $document", "independence editor", "independence $document",
      "independence story", "impact $person", "impact $document $later", "impact memo",
      "impact $document --as concern", "retract $document --by $person --what-if",
      "retract story --by $later --what-if",
      "path $person story", "path $document story --all-shortest",
      "path $person claim --count 5", "path story $person", "compare story $document",
      "compare editor $person report", "timeline story", "timeline $document", "timeline claim",
      "timeline editor", "disputes", "disputes --all", "disputes --about claim",
    ]
    .flatMap { [$0, $0 + " --format json"] } + ["backup copy.db --redact"]

  static let earlier =
    [
      "show story", "show $later", "show $person", "show $laterDocument", "show attribution:l-told",
      "show attribution:a-told", "trace story", "trace claim", "trace $later", "stats",
      "search $laterNameWord", "search $removedNameWord", "search harbour",
    ]
    .flatMap { [$0, $0 + " --format json"] }
    + [
      "trace story --reach", "trace story --format csv", "trace story --format dot",
      "export --format csv --output out", "export --format jsonl", "export --format json",
      "export --format dot",
    ]

  static let changes = [
    "edit entity $person --upstream undisclosed", "edit entity $later --label extra",
    "add attribution $person told editor --about claim --note more",
    "add attribution writer denied attribution:a-told",
    "add evidence a-told --according-to $document --locator p1", "remove evidence a-told 1",
    "remove attribution a-told --cascade", "remove entity $person --cascade",
    "remove text $document", "edit entity $document --naming withheld",
    "import input/text --update",
    "identity same $person $later", "identity distinct $document report --reason because",
    "review accept a-suggested", "review reject a-suggested",
    "add entity x --kind person --alias $personAlias", "retract $document --by $person",
    "retract story --by $later --as concern", "retract $document --by editor --as withdrawal",
    "retract $document --by $person --as correction --corrected-by story",
  ]

  /// Runs `line` on a copy of the case and looks for markers in all that it printed and wrote.
  private func expectNoSecret(
    _ line: String, statuses: Set<Int32> = [0], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await ProtectedCase.withCopy(inputs: true) { shared, folder in
      let result = try await Program.run(shared.arguments(of: line), in: folder)
      #expect(
        statuses.contains(result.status), "\(line): \(result.status), \(result.errors.prefix(400))",
        sourceLocation: sourceLocation)
      let finds =
        shared.hunt.finds(in: result.output) + shared.hunt.finds(in: result.errors)
        + (try shared.hunt.finds(inFolder: folder, passingOver: ["case.db", "input"]))
      #expect(finds.isEmpty, "\(line): \(finds)", sourceLocation: sourceLocation)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      let extra = left.filter { $0.hasPrefix("case.db-") }
      #expect(extra.isEmpty, sourceLocation: sourceLocation)
    }
  }

  @Test("What is shown of an entity or attribution holds no secret", arguments: shows)
  func show(line: String) async throws {
    try await expectNoSecret(line)
  }

  @Test("A search for words of a secret finds nothing that holds one", arguments: searches)
  func search(line: String) async throws {
    try await expectNoSecret(line)
  }

  @Test("Chains hold no secret, in any format", arguments: traces)
  func trace(line: String) async throws {
    try await expectNoSecret(line)
  }

  @Test("The picture of a question holds no secret", arguments: questionPictures)
  func questionPicture(line: String) async throws {
    try await expectNoSecret(line)
  }

  @Test("An export holds no secret, in any format", arguments: exports)
  func export(line: String) async throws {
    try await expectNoSecret(line)
  }

  @Test("History, lists, checks and the redacted copy hold no secret", arguments: others)
  func other(line: String) async throws {
    try await expectNoSecret(line)
  }

  @Test("The case as it was recorded earlier holds no secret", arguments: earlier)
  func recordedAsOf(line: String) async throws {
    try await expectNoSecret(line + " --recorded-as-of $moment")
  }

  @Test("A change to what is withheld is reported without a secret", arguments: changes)
  func change(line: String) async throws {
    try await expectNoSecret(line)
  }

  static let mistakes: [(Int32, String)] = [
    (66, "show $personNear"), (66, "show $laterNear"), (66, "show $removedNear"),
    (66, "trace $personNear"), (66, "trace $documentNear"),
    (66, "trace story --without $personNear"),
    (66, "downstream $personNear"), (66, "history $laterNear"),
    (66, "export --format jsonl --subject $personNear"), (66, "edit entity $personNear --name X"),
    (66, "remove entity $laterNear"), (66, "remove text $documentNear"),
    (65, "add entity $person --kind person"), (65, "add entity $personUpper --kind person"),
    (65, "add entity $later --kind person"), (65, "add entity $document --kind document --name X"),
    (65, "edit entity story --key $person"), (65, "edit entity $person --key story"),
    (65, "edit entity $person --key $document"), (65, "edit entity $person --naming nobody"),
    (65, "edit entity $person --kind claim"), (65, "edit entity $person --kind planet"),
    (65, "edit entity $person --date 2023-13"), (65, "edit entity $later --property n:integer=one"),
    (65, "add attribution $person authored claim"), (65, "add attribution $person told nowhere"),
    (65, "add attribution nowhere told $person"), (65, "add attribution $person told $laterNear"),
    (65, "add attribution $person tells story"), (65, "add attribution story told $person"),
    (65, "add attribution $person told story --about $person"),
    (65, "add attribution $person told story --about $documentNear"),
    (65, "add attribution $person told story --according-to $later"),
    (65, "add attribution $later told story --id a-told"),
    (65, "add attribution $person denied attribution:none"),
    (65, "add evidence a-memo --according-to $person"),
    (65, "add evidence a-memo --according-to $documentNear"),
    (65, "add evidence a-memo --according-to $document --quote no --text-version $version"),
    (65, "add evidence a-told --according-to story --quote no --text-version 9"),
    (65, "edit attribution a-told --target $personNear"),
    (65, "edit attribution a-told --relation authored --target claim"),
    (66, "edit evidence a-told 9 --locator x"),
    (65, "edit evidence a-cited 1 --quote no"), (66, "edit text $document nofile"),
    (65, "remove entity $person"), (65, "remove entity $document"),
    (65, "remove attribution a-told"), (66, "remove text $document --text-version 9"),
    (65, "remove text $document --text-version $version"),
    (64, "trace story --about $document"), (64, "trace story --about $person"),
    (64, "trace $person --without $person"), (64, "show $person --format svg"),
    (65, "import input/entity"), (65, "import input/bad"), (65, "import input/attribution"),
    (65, "import input/evidence"), (65, "import input/identity"), (65, "import input/text"),
    (65, "import input/person"), (65, "import input/broken"),
    (65, "identity same $document memo"), (66, "identity same $personNear editor"),
    (65, "identity same $person $person"),
  ]

  @Test("A mistake around a withheld source is answered without a secret", arguments: mistakes)
  func mistake(status: Int32, line: String) async throws {
    try await expectNoSecret(line, statuses: [status])
  }

  static let damages = [
    "UPDATE protected_identity SET name = 'x', key = key || 'x'",
    "DELETE FROM protected_property", "UPDATE evidence SET quote = 'x' WHERE quote IS NOT NULL",
    "UPDATE document_text SET content = 'x'", "UPDATE attribution SET note = 'x'",
    "UPDATE identity SET reason = 'x'", "UPDATE change_set SET reason = reason || 'x'",
    "UPDATE change SET hash = zeroblob(32)", "UPDATE change_salt SET salt = zeroblob(16)",
    "DELETE FROM entity_search",
  ]

  @Test("What verify finds in a damaged case holds no secret", arguments: damages)
  func damage(sql: String) async throws {
    try await ProtectedCase.withCopy { shared, folder in
      try Program.execute(sql, onDatabase: folder + "/case.db")
      for line in [["verify"], ["verify", "--format", "json"]] {
        let result = try await Program.run(line, in: folder)
        let finds = shared.hunt.finds(in: result.output + result.errors)
        #expect(result.status == 1 && finds.isEmpty, "\(result.status) \(finds)")
      }
    }
  }

  /// The public tables and views, and what the full-text index keeps its words in.
  static let tables = [
    "entity", "entity_alias", "entity_label", "entity_property", "change", "fan_in",
    "canonical_entity", "case_setting", "relation", "entity_kind", "entities", "attributions",
    "history", "entity_search", "entity_search_data", "entity_search_idx",
    "entity_search_content", "entity_search_docsize", "entity_search_config",
  ]

  @Test("A table or view for everybody holds no secret", arguments: tables)
  func table(name: String) async throws {
    try await ProtectedCase.withCopy { shared, folder in
      let connection = try Connection(path: folder + "/case.db", mode: .readWrite)
      let statement = try connection.prepare("SELECT * FROM \(name)")
      var bytes: [UInt8] = []
      while try statement.step() {
        for column in 0..<Int32(30) {
          bytes += statement.blob(column)
          bytes.append(0)
        }
      }
      let finds = shared.hunt.finds(in: bytes)
      #expect(finds.isEmpty, "\(name): \(finds)")
    }
  }

  @Test("The name that joint attributions share is withheld with their source")
  func joint() async throws {
    try await withTemporaryFolder { folder in
      let hunt = LeakHunt([Marker(place: "joint", stay: .present, text: "zkquorvathsen")])
      for line in [
        "init", "add entity story --kind document",
        "add entity someone --kind person --naming withheld",
        "add attribution someone told story --id a1 --joint zkquorvathsen",
      ] {
        try await Program.check(line.split(separator: " ").map(String.init), in: folder)
      }
      for line in ["show story", "trace story --format json", "export --format json"] {
        let result = try await Program.run(line.split(separator: " ").map(String.init), in: folder)
        let finds = hunt.finds(in: result.output + result.errors)
        #expect(result.status == 0 && finds.isEmpty, "\(line): \(finds)")
      }
    }
  }
}
