import HeadwaterModel

/// Where the columns of a table stand in one file.
struct TableColumns {
  let layout: TableLayout
  let header: CSVHeader

  /// The properties, each with the index of its column.
  private(set) var properties: [(column: PropertyColumn, index: Int)] = []

  /// What is wrong with the header, in the order of the columns.
  private(set) var problems: [RecordProblem] = []

  /// Whether the columns that may not be absent are there, so that rows can be read.
  private(set) var hasRequired = true

  private var indices: [String: Int] = [:]
  private var names: [String: String] = [:]

  init(_ header: CSVHeader, layout: TableLayout) {
    self.layout = layout
    self.header = header
    var seen: Set<PropertyColumn> = []
    for (index, name) in header.names.enumerated() {
      let folded = name.lowercased()
      if layout.columns.contains(folded) {
        if indices[folded] != nil {
          noteDuplicate(name)
        } else {
          indices[folded] = index
          names[folded] = name
        }
      } else if layout.hasProperties {
        addProperty(name, index, &seen)
      } else {
        problems.append(
          RecordProblem(
            .unknownValue, column: name, "\(layout.file) has no column of this name",
            suggestions: Nearest.names(to: name, among: layout.columns)))
      }
    }
    for name in layout.required where indices[name] == nil {
      hasRequired = false
      problems.append(
        RecordProblem(
          .missingValue, column: name, "the header has no column \(name)",
          suggestions: Nearest.names(to: name, among: header.names)))
    }
  }

  /// The index of a column of the layout; nil if the file does not have it.
  func index(of column: String) -> Int? {
    indices[column]
  }

  /// The name of a column as the file spells it.
  func spelling(of column: String) -> String {
    names[column] ?? column
  }

  private mutating func addProperty(
    _ name: String, _ index: Int, _ seen: inout Set<PropertyColumn>
  ) {
    do throws(RecordProblem) {
      let column = try PropertyColumn(header: name)
      guard seen.insert(column).inserted else { return noteDuplicate(name) }
      properties.append((column, index))
    } catch {
      problems.append(error)
    }
  }

  private mutating func noteDuplicate(_ name: String) {
    problems.append(
      RecordProblem(
        .duplicate, column: name,
        "the header names this column twice: rename or remove one of the two"))
  }
}
