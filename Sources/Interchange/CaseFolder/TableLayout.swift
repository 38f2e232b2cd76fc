/// The columns of one table of a case folder.
struct TableLayout: Sendable {
  /// The file's name in the folder.
  let file: String

  /// The columns that have a meaning of their own, in the order of writing.
  let columns: [String]

  /// The columns that may not be absent; their cells may still be empty.
  let required: [String]

  /// Whether any further column is a property.
  let hasProperties: Bool

  /// More columns than a usual table has: each property of a case is one.
  static let limits = CSVLimits(
    fieldBytes: CSVLimits.standard.fieldBytes, rowBytes: CSVLimits.standard.rowBytes,
    columns: 65_536)

  private init(
    _ file: String, _ columns: [String], required: [String], hasProperties: Bool = false
  ) {
    self.file = file
    self.columns = columns
    self.required = required
    self.hasProperties = hasProperties
  }

  static let kinds = TableLayout("kinds.csv", ["name", "parent"], required: ["name"])

  static let relations = TableLayout(
    "relations.csv",
    [
      "name", "role", "phrase", "inverse_phrase", "shapes", "prov", "cito", "follow_the_money",
    ],
    required: ["name", "role"])

  static let entities = TableLayout(
    "entities.csv",
    [
      "key", "kind", "name", "naming", "upstream", "date", "url", "language", "description",
      "aliases", "labels",
    ],
    required: ["key"], hasProperties: true)

  static let attributions = TableLayout(
    "attributions.csv",
    [
      "id", "source", "relation", "target", "about", "date", "according_to", "locator", "quote",
      "grade", "terms", "basis", "joint", "status", "note",
    ],
    required: ["source", "relation", "target"], hasProperties: true)

  static let evidence = TableLayout(
    "evidence.csv",
    [
      "attribution", "document", "text_version", "locator", "quote", "prefix", "suffix", "start",
      "end", "note",
    ],
    required: ["attribution", "document"])

  static let texts = TableLayout(
    "texts.csv", ["document", "version", "media_type", "retrieved", "file"],
    required: ["document"])

  static let identity = TableLayout(
    "identity.csv",
    ["id", "entity", "other", "verdict", "author", "time", "reason", "supersedes"],
    required: ["entity", "other", "verdict"])

  /// All tables, in the order in which they are read and in which problems are listed.
  static let all = [kinds, relations, entities, attributions, evidence, texts, identity]
}
