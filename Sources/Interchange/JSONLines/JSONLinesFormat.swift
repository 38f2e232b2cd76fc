/// What all files of JSON Lines have in common.
enum JSONLinesFormat {
  /// The version that is written, and the newest that is read.
  static let version: Int64 = 1

  /// The longest line, in bytes: the longest text, and room for what has to be escaped in it.
  static let lineBytes = 300_000_000

  /// The first line, as messages show it.
  static let firstLine = "{\"type\":\"\(JSONLineType.header.rawValue)\",\"version\":\(version)}"
}

/// What a line holds, by the word that stands in its member `type`.
enum JSONLineType: String, CaseIterable {
  case header = "headwater"
  case kind, relation, entity, attribution, evidence, text, identity
}
