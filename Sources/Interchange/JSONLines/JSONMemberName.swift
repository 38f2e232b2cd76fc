import HeadwaterModel

/// The names that the columns of a case folder have on a line.
enum JSONMemberName {
  /// The columns that tell of evidence in an attribution.
  private static let evidenceColumns: Set = [
    "according_to", "text_version", "locator", "quote", "prefix", "suffix", "start", "end",
  ]

  /// The member that a case means by a column when it refuses a record.
  ///
  /// Of several pieces of evidence the case does not say which it is: `evidence.quote`, where one
  /// alone would be `evidence[0].quote`.
  static func of(column: String, in record: CaseRecord) -> String {
    switch record {
    case .entity(let entity):
      return property(column, among: entity.properties, besides: .entities) ?? camelCase(column)
    case .attribution(let attribution):
      if evidenceColumns.contains(column) {
        let item = attribution.evidence.count == 1 ? "evidence[0]" : "evidence"
        return item + "." + evidenceMember(column)
      }
      return property(column, among: attribution.properties, besides: .attributions)
        ?? camelCase(column)
    case .evidence:
      return evidenceMember(column)
    case .kind, .relation, .text, .identity:
      return camelCase(column)
    }
  }

  private static func property(
    _ column: String, among properties: [Property], besides layout: TableLayout
  ) -> String? {
    if column == "property" { return "properties" }
    guard !layout.columns.contains(column), properties.contains(where: { $0.name == column })
    else { return nil }
    return "properties." + column
  }

  private static func evidenceMember(_ column: String) -> String {
    column == "according_to" ? "document" : camelCase(column)
  }

  private static func camelCase(_ column: String) -> String {
    let words = column.split(separator: "_").map { String($0) }
    return words.prefix(1).joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
