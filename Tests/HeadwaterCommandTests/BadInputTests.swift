import Foundation
import HeadwaterTestSupport
import SQLite
import Testing

/// Wrong input to the built program: a clear error, the right exit code, the case untouched.
@Suite struct BadInputTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    let says: [String]

    init(_ line: String, _ status: Int32, _ says: String...) {
      arguments = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      self.status = status
      self.says = says
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let mistakes = [
    Mistake("trace artcle", 66, "artcle", "did you mean article?"),
    Mistake("show nobody", 66, "nobody"),
    Mistake("show attribution:none", 66, "none"),
    Mistake("trace article --about article", 64, "only a claim"),
    Mistake("trace claim --about claim", 64, "the subject is a claim"),
    Mistake("trace article --without article", 64, "left out"),
    Mistake("trace article --without artcle", 66, "did you mean article?"),
    Mistake("trace article --relation denied", 64, "role stance"),
    Mistake("trace article --relation citd_by", 64, "did you mean cited_by"),
    Mistake("trace article --as-of 2023-13", 64, "--as-of"),
    Mistake("trace article --limit 0", 64, "--limit"),
    Mistake("trace article --max-depth -1", 64, "--max-depth"),
    Mistake("trace article --format gif", 64, "--format"),
    Mistake("trace", 64, "subject"),
    Mistake("path person artcle", 66, "artcle", "did you mean article?"),
    Mistake("path persn article", 66, "did you mean person?"),
    Mistake("path article article", 64, "both are one"),
    Mistake("path ARTICLE article --against", 64, "both are one"),
    Mistake("path article", 64, "to"),
    Mistake("path person article --count 0", 64, "--count"),
    Mistake("path person article --count 2 --all-shortest", 64, "--all-shortest"),
    Mistake("path person article --limit 5", 64, "--all-shortest"),
    Mistake("path person article --all-shortest --limit 0", 64, "--limit"),
    Mistake("path person article --without person", 64, "left out"),
    Mistake("path person article --without article", 64, "left out"),
    Mistake("path person claim --about claim", 64, "the subject is a claim"),
    Mistake("path person article --established --any-matter", 64, "--any-matter"),
    Mistake("path person article --format dot", 64, "--format"),
    Mistake("compare article", 64, "two"),
    Mistake("compare", 64, "subjects"),
    Mistake("compare article article", 64, "two of these are one"),
    Mistake("compare article person Article", 64, "two of these are one"),
    Mistake("compare article nobody", 66, "nobody"),
    Mistake("compare article person --without person", 64, "left out"),
    Mistake("compare article claim --about claim", 64, "the subject is a claim"),
    Mistake("compare article person --max-time 0", 64, "--max-time"),
    Mistake("timeline nobody", 66, "nobody"),
    Mistake("timeline", 64, "subject"),
    Mistake("timeline article --about person", 64, "only a claim"),
    Mistake("timeline article --as-of 2023-13", 64, "--as-of"),
    Mistake("disputes article", 64, "article"),
    Mistake("disputes --about article", 64, "only a claim"),
    Mistake("disputes --about nobody", 66, "nobody"),
    Mistake("frobnicate", 64, "frobnicate"),
    Mistake("add entity article --kind document", 65, "in the case with another"),
    Mistake("add entity x --kind planet", 65, "planet", "kind"),
    Mistake("add entity x --kind documnt", 65, "did you mean document?"),
    Mistake("add entity x", 65, "kind is missing"),
    Mistake("add entity '' --kind document", 65, "the key is empty"),
    Mistake("add entity a/b --kind document", 65, "is no key"),
    Mistake("add entity a\u{7}b --kind document", 65, "\\u{7}"),
    Mistake("add entity x --kind person --naming nobody", 65, "naming", "pseudonym"),
    Mistake("add entity x --kind person --upstream river", 65, "upstream", "undisclosed"),
    Mistake("add entity x --kind document --date 2023-02-30", 65, "date"),
    Mistake("add entity x --kind document --property n:integer=one", 65, "integer"),
    Mistake("add attribution nobody told article", 65, "source", "nobody"),
    Mistake("add attribution person told nowhere", 65, "target", "nowhere"),
    Mistake("add attribution person tells article", 65, "tells", "relation"),
    Mistake("add attribution claim cited_by article", 65, "claim", "about"),
    Mistake("add attribution article told person", 65, "told"),
    Mistake("add attribution person authored claim", 65, "authored"),
    Mistake("add attribution person told article --about person", 65, "about", "document"),
    Mistake("add attribution person told article --according-to person", 65, "according_to"),
    Mistake("add attribution person told article --locator p1", 65, "according_to"),
    Mistake("add attribution person denied attribution:none", 65, "none"),
    Mistake("add attribution person told article --terms whispered", 65, "terms", "background"),
    Mistake("add evidence none --according-to article", 65, "none"),
    Mistake("add text article nofile.txt", 66, "nofile.txt"),
    Mistake("edit entity nobody --name X", 66, "nobody"),
    Mistake("edit entity article --key claim", 65, "taken"),
    Mistake("edit entity article --kind claim", 65, "kind: "),
    Mistake("edit attribution none --note X", 66, "none"),
    Mistake("edit evidence a1 2 --locator x", 66, "a1"),
    Mistake("remove entity article", 65, "in use", "--cascade"),
    Mistake("remove attribution a1", 65, "--cascade"),
    Mistake("remove evidence a1 5", 65, "a1"),
    Mistake("remove text article", 66, "article"),
    Mistake("import nofolder", 66, "nofolder"),
    Mistake("import case.db", 65, "case.db"),
    Mistake("import .", 65, "case folder"),
    Mistake("export", 64, "--output"),
    Mistake("export --output .", 73, "."),
    Mistake("init", 73, "exists already"),
    Mistake("trace article --case nofile.db", 66, "nofile.db", "headwater init"),
    Mistake("trace article --case .", 65, "folder"),
    Mistake("trace article --case notes.txt", 65, "notes.txt"),
    Mistake("trace article --case other.db", 65, "no case"),
    Mistake("trace article --case newer.db", 65, "newer"),
    Mistake("search word --limit 0", 64, "--limit"),
    Mistake("search word --limit 99999999999999999999", 64, "--limit"),
    Mistake("add entity ARTICLE --kind claim", 65, "in the case with another"),
    Mistake("add entity \(String(repeating: "k", count: 201)) --kind claim", 65, "200 bytes"),
    Mistake(
      "add entity x --kind claim --name \(String(repeating: "n", count: 4_001))", 65, "name",
      "4000 bytes"),
    Mistake("add entity a\u{1B}[2Jb --kind document", 65, "is no key", "\\u{1b}"),
    Mistake("add entity a\u{202E}b --kind document", 65, "is no key", "\\u{202e}"),
    Mistake("add entity x --kind person --naming withheldd", 65, "did you mean withheld?"),
    Mistake("add attribution article cited_by claim", 65, "claim", "about"),
    Mistake("add attribution attribution:a1 denied article", 65, "source"),
    Mistake("add attribution persn told article", 65, "source", "did you mean person?"),
    Mistake("add attribution person told articel", 65, "target", "did you mean article?"),
    Mistake("add attribution person told article --about clam", 65, "did you mean claim?"),
    Mistake("add attribution person told article --date 2023-02-30", 65, "date"),
    Mistake("add attribution person told article --date 2024/2023", 65, "date"),
    Mistake("add attribution person confirmd article", 65, "did you mean confirmed?"),
    Mistake("add relation", 64, "relation"),
    Mistake("relation add told --role stance --phrase x --inverse-phrase y", 65, "told"),
    Mistake("kind add claim --parent document", 65, "built in"),
    Mistake("kind add memo --parent documnt", 65, "did you mean document?"),
    Mistake("edit evidence --locator x -- a1 0", 66, "a1"),
    Mistake("edit evidence --locator x -- a1 -9223372036854775808", 66, "a1"),
    Mistake("remove evidence -- a1 -9223372036854775808", 65, "a1"),
    Mistake("add text article .", 66, "folder"),
    Mistake("verify --case nofile.db", 66, "nofile.db"),
    Mistake("verify --case notes.txt", 65, "notes.txt"),
    Mistake("stats --case other.db", 65, "no case"),
    Mistake("add entity x --kind person --case other.db", 65, "no case"),
    Mistake("add entity x --kind person --case notes.txt", 65, "notes.txt"),
    Mistake("add entity x --kind person --case newer.db", 65, "newer"),
    Mistake("init --case nofolder/case.db", 73, "nofolder"),
    Mistake("init notes.txt", 73, "exists already"),
    Mistake("show ''", 66, "no entity"),
  ]

  /// A folder with a small case and files that are none.
  static func prepare(_ folder: String) async throws {
    for line in [
      "init", "add entity article --kind document --name Article",
      "add entity person --kind person", "add entity claim --kind claim",
      "add attribution person told article --id a1 --about claim --according-to article",
      "add attribution article denied attribution:a1 --id a2",
    ] {
      try await Program.check(line.split(separator: " ").map(String.init), in: folder)
    }
    try Program.write("just some notes, long enough to be no database\n", to: folder + "/notes.txt")
    for (name, sql) in [
      ("other.db", "CREATE TABLE t (x);"),
      (
        "newer.db",
        "PRAGMA application_id = 1213682770; PRAGMA user_version = 99; CREATE TABLE t (x);"
      ),
    ] {
      try Program.execute(sql, onDatabase: folder + "/" + name)
    }
  }

  @Test("A mistake gets its exit code, says what is wrong, and changes nothing")
  func mistakes() async throws {
    try await withTemporaryFolder { folder in
      try await Self.prepare(folder)
      let before = try Data(contentsOf: URL(filePath: folder + "/case.db"))
      for mistake in Self.mistakes {
        let result = try await Program.run(mistake.arguments, in: folder)
        #expect(result.status == mistake.status, "\(mistake.testDescription): \(result.errors)")
        #expect(result.output.isEmpty, "\(mistake.testDescription)")
        for words in mistake.says {
          #expect(result.errors.contains(words), "\(mistake.testDescription): \(result.errors)")
        }
        let after = try Data(contentsOf: URL(filePath: folder + "/case.db"))
        #expect(after == before, "\(mistake.testDescription)")
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(files == ["case.db", "newer.db", "notes.txt", "other.db"])
    }
  }

  @Test("The largest numbers are numbers like others")
  func largestNumbers() async throws {
    try await withTemporaryFolder { folder in
      try await Self.prepare(folder)
      for line in [
        "search article --limit \(Int.max)", "trace article --limit \(Int.max)",
        "trace article --max-depth \(Int.max)",
      ] {
        try await Program.check(line.split(separator: " ").map(String.init), in: folder)
      }
    }
  }

  @Test("A case that another program writes to can be read, and is waited for to be written")
  func busy() async throws {
    try await withTemporaryFolder { folder in
      try await Self.prepare(folder)
      let other = try Connection(path: folder + "/case.db", mode: .readWrite)
      try other.begin(.immediate)
      let written = try await Program.run(
        ["add", "entity", "x", "--kind", "person"], in: folder)
      #expect(written.status == 75)
      #expect(written.errors.contains("in use"))
      try await Program.check(["trace", "article"], in: folder)
      try other.rollback()
      try await Program.check(["add", "entity", "x", "--kind", "person"], in: folder)
    }
  }

  @Test("Every bad row of an import is listed by place, and nothing is imported")
  func badRows() async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let bad = folder + "/bad"
      try FileManager.default.createDirectory(atPath: bad, withIntermediateDirectories: false)
      try Program.write(
        """
        key,kind,name,naming,upstream,date
        good,document,Good,,,
        a b,document,Bad key,,,
        planet,planet,Bad kind,,,
        dated,document,Bad date,,,2023-13
        naming,person,Bad naming,nobody,,
        ragged,document
        good,claim,Twice,,,

        """, to: bad + "/entities.csv")
      try Program.write(
        """
        source,relation,target,about,locator
        good,cited_by,nowhere,,
        good,tells,good,,
        good,cites,dated,,p. 1

        """, to: bad + "/attributions.csv")
      let result = try await Program.run(["import", "bad"], in: folder)
      #expect(result.status == 65)
      let lines = result.errors.split(separator: "\n").map(String.init)
      for place in [
        "bad/entities.csv:3: key: ", "bad/entities.csv:4: kind: ", "bad/entities.csv:5: date: ",
        "bad/entities.csv:6: naming: ", "bad/entities.csv:7: ", "bad/entities.csv:8: kind: ",
        "bad/attributions.csv:2: target: ", "bad/attributions.csv:3: relation: ",
        "bad/attributions.csv:4: ",
      ] {
        #expect(lines.contains { $0.hasPrefix(place) }, "\(place) in \(result.errors)")
      }
      #expect(lines.last == "Nothing was imported.")
      let stats = try await Program.check(["stats", "--format", "json"], in: folder)
      #expect(stats.contains("\"entities\": {}"))
    }
  }

  @Test(
    "A file that is no text, or no table, is refused with its line",
    arguments: [
      (#"key,kind\nx,"document\n"#, "bad/entities.csv:2"),
      (#"key,kind\nx,docu\#u{FFFF}ment"#, "bad/entities.csv:2: kind"),
      (#"kind,name\ndocument,X\n"#, "bad/entities.csv:1"),
      (#"key;kind\nx;y;z\n"#, "bad/entities.csv:2"),
    ])
  func badTables(text: String, place: String) async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let bad = folder + "/bad"
      try FileManager.default.createDirectory(atPath: bad, withIntermediateDirectories: false)
      var bytes = Array(text.replacingOccurrences(of: #"\n"#, with: "\n").utf8)
      // The noncharacter stands for a byte that is no UTF-8.
      if let at = bytes.firstIndex(of: 0xEF) { bytes.replaceSubrange(at..<(at + 3), with: [0xFF]) }
      try Data(bytes).write(to: URL(filePath: bad + "/entities.csv"))
      let result = try await Program.run(["import", "bad"], in: folder)
      #expect(result.status == 65)
      #expect(result.errors.hasPrefix(place), "\(result.errors)")
    }
  }
}
