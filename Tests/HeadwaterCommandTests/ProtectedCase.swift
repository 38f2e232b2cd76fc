import Foundation
import HeadwaterTestSupport

/// A case with withheld sources whose every field holds a marker.
///
/// `person` and `document` were withheld from the start; `later` and `laterDocument` were named
/// first; `removed`, `removedDocument` and `removedLater` are gone.
struct ProtectedCase: Sendable {
  /// The case file.
  let file: Data

  /// What must not be seen.
  let hunt: LeakHunt

  /// What stood in public rows that were removed or changed: to be gone after `purge`.
  let formerHunt: LeakHunt

  /// What `$name` stands for in a command line.
  let words: [String: String]

  /// Folders to import that are at odds with the case, by path.
  let inputs: [String: String]

  static let shared = Task {
    try await withTemporaryFolder { folder in
      var builder = ProtectedCaseBuilder(folder: folder)
      return try await builder.build()
    }
  }

  /// The arguments that `line` has, words with `$` replaced.
  func arguments(of line: String) -> [String] {
    line.split(separator: " ").map { part in
      guard let start = part.firstIndex(of: "$") else { return String(part) }
      let name = part[part.index(after: start)...]
      return part[..<start] + (words[String(name)] ?? "NO SUCH WORD: \(name)")
    }
  }

  /// Gives `body` a folder with a copy of the case, and with the inputs in `input`.
  static func withCopy(
    inputs: Bool = false, _ body: (ProtectedCase, String) async throws -> Void
  ) async throws {
    let shared = try await Self.shared.value
    try await withTemporaryFolder { folder in
      try shared.file.write(to: URL(filePath: folder + "/case.db"))
      if inputs {
        for (path, text) in shared.inputs { try write(text, to: folder + "/input/" + path) }
      }
      try await body(shared, folder)
    }
  }

  static func write(_ text: String, to path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // Bytes that are no UTF-8 are wanted in one place.
    let bytes = Array(text.utf8).map { $0 == 0x7F ? 0xFF : $0 }
    try Data(bytes).write(to: URL(filePath: path))
  }
}

/// One row of a table, by column.
typealias TableRow = [(column: String, cell: String)]

enum CSVTable {
  static func text(_ rows: [TableRow]) -> String {
    var columns: [String] = []
    for row in rows {
      for (column, _) in row where !columns.contains(column) { columns.append(column) }
    }
    let lines = rows.map { row in
      columns.map { column in quoted(row.first { $0.column == column }?.cell ?? "") }
    }
    return ([columns.map(quoted)] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// Several texts in one cell.
  static func list(_ texts: [String]) -> String {
    texts.map { text in
      text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: ";", with: "\\;")
    }.joined(separator: ";")
  }

  private static func quoted(_ cell: String) -> String {
    "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

/// Fills the case by the program's own commands.
struct ProtectedCaseBuilder {
  let folder: String
  var secrets = MarkerMaker(seed: 1)
  var former = MarkerMaker(seed: 2)
  var words: [String: String] = [:]

  mutating func build() async throws -> ProtectedCase {
    try await run(["init"])
    try await importFirst()
    try await importSecond()
    try await addRemoved()
    try await changeBeforeWithheld()
    // The moment lies after all that and before what follows, to the second.
    try await Task.sleep(for: .milliseconds(1100))
    words["moment"] = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
      .formatted(.iso8601)
    try await withhold()
    try await changeWithheld()
    try await changePublic()
    for (name, place) in [
      ("nameWord", "person name"), ("aliasWord", "person alias"),
      ("descriptionWord", "person new description"), ("laterNameWord", "later name"),
      ("removedNameWord", "removed name"), ("urlWord", "person url"),
    ] {
      // The beginning of a word finds it, and may be echoed.
      words[name] = secrets.markers.first { $0.place == place }.map { String($0.text.prefix(5)) }
    }
    for name in ["person", "document", "later", "laterDocument", "removed"] {
      words[name + "Near"] = words[name].map(Self.near)
      words[name + "Upper"] = words[name]?.uppercased()
    }
    words["personAlias"] = secrets.markers.first { $0.place == "person alias" }?.text
    return ProtectedCase(
      file: try Data(contentsOf: URL(filePath: folder + "/case.db")),
      hunt: LeakHunt(secrets.markers), formerHunt: LeakHunt(former.markers), words: words,
      inputs: conflicts())
  }

  /// A key that differs from `key` in one letter in the middle.
  static func near(_ key: String) -> String {
    let middle = key.index(key.startIndex, offsetBy: 7)
    return key[..<middle] + (key[middle] == "x" ? "v" : "x") + key[key.index(after: middle)...]
  }

  func run(_ arguments: [String]) async throws {
    try await Program.check(arguments, in: folder)
  }

  func write(_ text: String, to path: String) throws {
    try ProtectedCase.write(text, to: folder + "/" + path)
  }

  func word(_ name: String) -> String {
    words[name] ?? name
  }

  /// A row of entities.csv with a secret in every field, its key remembered as `owner`.
  mutating func entity(
    _ owner: String, kind: String, naming: String, pastFields: Set<String> = []
  ) -> TableRow {
    let key = secrets.word("\(owner) key", pastFields.contains("key") ? .past : .present)
    words[owner] = key
    let description: Marker.Stay = pastFields.contains("description") ? .past : .present
    let date = "18\(20 + words.count)-07-1\(words.count % 10)"
    let property = secrets.word("\(owner) property name")
    let list = "property:\(secrets.foreignWord("\(owner) list name")):text[]"
    return [
      ("key", key), ("kind", kind), ("naming", naming),
      ("name", secrets.text("\(owner) name")),
      ("upstream", kind == "person" ? "origin" : ""),
      ("date", secrets.remember(date, "\(owner) date", .present)),
      ("url", "https://" + secrets.word("\(owner) url") + ".example/" + urlPath(owner)),
      ("language", "xx-" + secrets.word("\(owner) language")),
      ("description", secrets.text("\(owner) description", description)),
      (
        "aliases",
        CSVTable.list([secrets.text("\(owner) alias"), secrets.text("\(owner) second alias")])
      ),
      ("labels", CSVTable.list([secrets.word("\(owner) label"), secrets.text("\(owner) label")])),
      (property, secrets.text("\(owner) property")),
      (list, CSVTable.list([secrets.text("\(owner) item"), secrets.text("\(owner) second item")])),
    ]
  }

  private mutating func urlPath(_ owner: String) -> String {
    secrets.foreignWord("\(owner) url")
  }

  /// A row of attributions.csv with a secret in every text.
  mutating func attribution(
    _ id: String, _ source: String, _ relation: String, _ target: String,
    about: String = "claim", accordingTo: String = "story", note: Marker.Stay = .present,
    status: String = ""
  ) -> TableRow {
    [
      ("id", id), ("source", word(source)), ("relation", relation), ("target", word(target)),
      ("about", about), ("date", "2020-05"), ("according_to", accordingTo),
      ("locator", accordingTo.isEmpty ? "" : secrets.text("\(id) locator")),
      ("quote", accordingTo.isEmpty ? "" : secrets.text("\(id) quotation")),
      ("status", status), ("note", secrets.text("\(id) note", note)),
      (secrets.word("\(id) property name"), secrets.text("\(id) property")),
    ]
  }

  /// A row of evidence.csv; `text` gets what the quotation stands in.
  mutating func evidence(
    of id: String, in document: String, version: String, text: inout String
  ) -> TableRow {
    let quote = secrets.text("\(id) quotation in evidence")
    let prefix = secrets.text("\(id) prefix") + " "
    let suffix = " " + secrets.text("\(id) suffix")
    text += prefix + quote + suffix + "\n"
    return [
      ("attribution", id), ("document", word(document)), ("text_version", version),
      ("locator", secrets.text("\(id) locator in evidence")), ("quote", quote),
      ("prefix", prefix), ("suffix", suffix), ("note", secrets.text("\(id) evidence note")),
    ]
  }
}
