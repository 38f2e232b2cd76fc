/// Shapes as text: `person|group>document;outlet>claim|@attribution`.
///
/// Kinds of source, `>`, kinds of target, with `|` between kinds and `;` between shapes;
/// `@attribution` stands for a target that is an attribution. White space does not matter.
extension RelationShape {
  private static let attributionSign = "@attribution"

  /// Reads shapes; a text without any is an empty list.
  ///
  /// - Throws: `unknownValue`.
  package static func read(_ text: String) throws(RecordProblem) -> [RelationShape] {
    let text = String(text.unicodeScalars.filter { !$0.properties.isWhitespace })
    if text.isEmpty { return [] }
    var shapes: [RelationShape] = []
    for part in text.unicodeScalars.split(separator: ";", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ">", omittingEmptySubsequences: false)
      guard ends.count == 2 else {
        throw RecordProblem(
          .unknownValue, column: "shapes",
          "\(quoted(String(part))) is no shape: write kinds of source, “>” and kinds of target")
      }
      var targets = try names(in: String(ends[1]))
      let allowsAttributionTarget = targets.contains(attributionSign)
      targets.removeAll { $0 == attributionSign }
      shapes.append(
        RelationShape(
          sources: try kinds(names(in: String(ends[0]))), targets: try kinds(targets),
          allowsAttributionTarget: allowsAttributionTarget))
    }
    return shapes
  }

  /// The text that `read` gives back; kinds come in the order of `BaseKind`.
  package static func text(of shapes: [RelationShape]) -> String {
    shapes.map { shape in
      let attribution = shape.allowsAttributionTarget ? [attributionSign] : []
      return names(of: shape.sources).joined(separator: "|") + ">"
        + (names(of: shape.targets) + attribution).joined(separator: "|")
    }.joined(separator: ";")
  }

  private static func names(of kinds: Set<BaseKind>) -> [String] {
    BaseKind.allCases.filter(kinds.contains).map(\.rawValue)
  }

  private static func names(in text: String) throws(RecordProblem) -> [String] {
    let names = text.unicodeScalars.split(separator: "|", omittingEmptySubsequences: false)
      .map { String($0) }
    guard !names.contains("") else {
      throw RecordProblem(.unknownValue, column: "shapes", "a shape lacks a kind at one end")
    }
    return names
  }

  private static func kinds(_ names: [String]) throws(RecordProblem) -> Set<BaseKind> {
    var kinds: Set<BaseKind> = []
    for name in names {
      guard let kind = BaseKind(rawValue: name) else {
        let allowed = BaseKind.allCases.map(\.rawValue)
        throw RecordProblem(
          .unknownValue, column: "shapes",
          "\(quoted(name)) is no base kind: use \(allowed.joined(separator: ", "))",
          suggestions: Nearest.names(to: name, among: allowed))
      }
      kinds.insert(kind)
    }
    return kinds
  }
}
