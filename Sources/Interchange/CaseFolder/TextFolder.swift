import HeadwaterModel

/// The folder of stored texts inside a case folder, and the names of its files.
enum TextFolder {
  static let name = "texts"

  /// The version and media type of a text that needs no row in `texts.csv`.
  static let plainVersion = "1"
  static let plainMediaType = "text/plain"

  private static let suffix = ".txt"
  private static let versionSign: Unicode.Scalar = "@"

  /// The path in the case folder of a document's plain text.
  static func file(document: String) -> String {
    "\(name)/\(document)\(suffix)"
  }

  /// The path in the case folder of one version of a document's text.
  static func file(document: String, version: String) -> String {
    "\(name)/\(document)\(versionSign)\(version)\(suffix)"
  }

  /// The path in the case folder for a text that can have no name of its own; no key gives it.
  static func file(number: Int) -> String {
    "\(name)/\(versionSign)\(number)\(suffix)"
  }

  /// Whether a name in the folder is one that an export may have written.
  static func isText(_ name: String) -> Bool {
    name.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// The document and version that a file's name gives; nil for other names.
  static func parts(of name: String) -> (document: String, version: String)? {
    guard isText(name) else { return nil }
    // Scalars, as a version may begin with a mark that would join the sign before it.
    let parts = name.unicodeScalars.dropLast(suffix.unicodeScalars.count)
      .split(separator: versionSign, maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0) }
    guard !parts[0].isEmpty else { return nil }
    if parts.count == 1 { return (parts[0], plainVersion) }
    return parts[1].isEmpty ? nil : (parts[0], parts[1])
  }
}

/// Chooses the file names of an export's texts, each once.
struct TextFileNames {
  private var taken: Set<String> = []
  private var numbered = 0

  /// The path in the case folder for a text, and whether `texts.csv` has to say what it is.
  mutating func next(for text: TextRecord) -> (file: String, needsRow: Bool) {
    let isSafe = (try? EntityKey.check(text.document)) != nil
    if isSafe, text.version == TextFolder.plainVersion,
      text.mediaType == TextFolder.plainMediaType, text.retrieved == nil
    {
      return (TextFolder.file(document: text.document), false)
    }
    let file = TextFolder.file(document: text.document, version: text.version)
    // Some file systems hold names equal that differ in case or in Unicode's normal form.
    if isSafe, !text.version.utf8.contains(UInt8(ascii: "/")),
      file.utf8.count - TextFolder.name.utf8.count - 1 <= FileSystem.nameBytes,
      taken.insert(file.lowercased()).inserted
    {
      return (file, true)
    }
    numbered += 1
    return (TextFolder.file(number: numbered), true)
  }
}
