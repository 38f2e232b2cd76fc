import CaseStore
import Glibc
import Headwater
import HeadwaterModel
import HeadwaterTestSupport
import SQLite

/// What is done to a case while its disk fails.
enum Work: String, CaseIterable, Sendable {
  /// Reads everything.
  case reading

  /// Imports a case folder.
  case importing

  /// Imports a case folder with so small a cache that pages are written before the end.
  case spilling

  /// Changes, adds and removes.
  case editing

  /// Edits a case that was left behind with its write-ahead log, as after a crash.
  case recovering

  /// Does the work on an open case; `folder` holds the case folder.
  func run(on file: CaseFile, in folder: String) throws {
    switch self {
    case .reading:
      _ = try file.contents()
    case .importing:
      try importFolder(file, folder)
    case .spilling:
      try file.withConnection { try $0.sqlite.execute("PRAGMA cache_size = 10") }
      try importFolder(file, folder)
    case .editing, .recovering:
      try edit(file)
    }
  }

  private func importFolder(_ file: CaseFile, _ folder: String) throws {
    let outcome = try file.importRecords(
      from: [.folder(folder + "/new")], mode: .addOnly, author: "tester", reason: nil)
    guard outcome.problems.isEmpty else {
      throw TestSetupError("the folder is refused: \(outcome.problems)")
    }
  }

  private func edit(_ file: CaseFile) throws {
    try file.write(author: "tester", reason: "more is known") { writer in
      var article = try writer.entityRecord(forKey: "article")
      article.name = "An article, corrected"
      article.aliases = ["The article", "Un article"]
      _ = try writer.replaceEntity(key: "article", with: article)
      _ = try writer.write(
        .entity(EntityRecord(key: "editor", kind: "person", name: "An editor")), mode: .addOnly)
      _ = try writer.write(
        .attribution(
          AttributionRecord(
            id: "edited", source: "editor", relation: "told", target: .entity("article"))),
        mode: .addOnly)
      try writer.removeEntity(key: "icrc", cascade: true)
    }
  }
}

/// A small case, and the case folder that is imported into it.
enum SmallCase {
  private static let entities: [EntityRecord] = [
    EntityRecord(key: "claim", kind: "claim", name: "The board knew"),
    EntityRecord(
      key: "article", kind: "document", name: "An article", date: try? EDTFDate("2023-07"),
      aliases: ["The piece"], labels: ["press"],
      properties: [
        Property(name: "pages", value: .integer(3)),
        Property(name: "sections", value: .list(.text, [.text("a;b"), .text("c")])),
        Property(name: "share", value: .float(0.25)),
      ]),
    EntityRecord(key: "memo", kind: "document", name: "A memo", upstream: .origin),
    EntityRecord(key: "occrp", kind: "outlet", name: "OCCRP"),
    EntityRecord(key: "insider", kind: "person", name: "Jo Ash", naming: .withheld),
    EntityRecord(key: "insider-2", kind: "person", name: "Jo A.", naming: .pseudonym),
    EntityRecord(key: "icrc", kind: "organisation", name: "ICRC"),
  ]

  private static let attributions: [AttributionRecord] = [
    AttributionRecord(
      id: "leak", source: "insider", relation: "leaked_to", target: .entity("occrp"),
      about: "claim", date: try? EDTFDate("2023-06-30"), note: "met in May"),
    AttributionRecord(
      id: "told", source: "occrp", relation: "told", target: .entity("article"), about: "claim",
      evidence: [
        EvidenceRecord(
          document: "article", textVersion: "1", locator: "¶17", quote: "an insider", start: 14,
          end: 24)
      ]),
    AttributionRecord(
      id: "memo", source: "memo", relation: "cited_by", target: .entity("article")),
    AttributionRecord(
      id: "asserted", source: "article", relation: "asserted", target: .entity("claim")),
    AttributionRecord(
      id: "denial", source: "icrc", relation: "denied", target: .attribution("leak")),
    AttributionRecord(
      id: "tie", source: "insider-2", relation: "insider_of", target: .entity("icrc")),
  ]

  private static let text = TextRecord(
    document: "article", content: "According to  an insider, the board knew.\n")

  private static let verdict = IdentityRecord(
    id: "one", entity: "insider", other: "insider-2", verdict: .same)

  static let records: [CaseRecord] =
    [.kind(KindDefinition(name: "memo-kind", parent: "document"))]
    + entities.map(CaseRecord.entity) + [.text(text)]
    + attributions.map(CaseRecord.attribution) + [.identity(verdict)]

  /// Writes the case folder `new`.
  static func makeFolder(in folder: String) throws {
    mkdir(folder + "/new", 0o700)
    mkdir(folder + "/new/texts", 0o700)
    var rows = "key,kind,name,description,words\n"
    var attributions = "id,source,relation,target,according_to,quote\n"
    for row in 0..<12 {
      let text = String(repeating: "word \(row) ", count: 40)
      rows += "new-\(row),document,Document \(row),\(text),\(text)\n"
      attributions += "n\(row),new-\(row),cited_by,article,new-\(row),said\n"
    }
    try WholeBytes.write(rows, to: folder + "/new/entities.csv")
    try WholeBytes.write(attributions, to: folder + "/new/attributions.csv")
    try WholeBytes.write(
      String(repeating: "It was said.\n", count: 4_000), to: folder + "/new/texts/new-0.txt")
  }

  /// Makes the case at `path`, closed.
  static func make(at path: String) throws {
    let file = try CaseFile.create(at: path)
    try file.write(author: "tester") { writer in
      for record in records { _ = try writer.write(record, mode: .addOnly) }
    }
    try file.close()
  }
}
