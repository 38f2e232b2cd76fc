import HeadwaterModel

/// A table being written, which comes into being with its first row or when it is asked for.
final class TableFile {
  let layout: TableLayout

  /// How many rows were written.
  private(set) var rows = 0

  private let path: String
  private let finalPath: String
  private let spreadsheetSafe: Bool
  private let properties: [PropertyColumn]
  private let propertyIndices: [PropertyColumn: Int]
  private var writer: CSVWriter?

  init(
    _ layout: TableLayout, in staging: StagingFolder, spreadsheetSafe: Bool,
    properties: Set<PropertyColumn> = []
  ) {
    self.layout = layout
    self.spreadsheetSafe = spreadsheetSafe
    path = staging.path[layout]
    finalPath = staging.target[layout]
    self.properties = properties.sorted { $0.precedes($1) }
    propertyIndices = Dictionary(
      uniqueKeysWithValues: self.properties.enumerated().map { ($0.element, $0.offset) })
  }

  /// Adds a row: the cells of the layout's columns, nil where empty, and the properties.
  func write(_ cells: [String?], properties: [Property] = []) throws(InterchangeError) {
    precondition(cells.count == layout.columns.count, "the row is not as wide as its table")
    var fields = cells.map { $0 ?? "" }
    if !self.properties.isEmpty {
      fields += repeatElement("", count: self.properties.count)
      for property in properties {
        guard let index = propertyIndices[PropertyColumn(property)] else {
          // A source gives the same records each time it is gone through.
          preconditionFailure(
            "the second pass over the records met a property unknown to the first")
        }
        fields[cells.count + index] = PropertyColumn.cell(for: property.value)
      }
    }
    try open()
    try translating { () throws(CSVProblem) in try writer?.write(fields) }
    rows += 1
  }

  /// Makes the file, if only with its header.
  func open() throws(InterchangeError) {
    if writer != nil { return }
    let header = layout.columns + properties.map { $0.header(in: layout) }
    try translating { () throws(CSVProblem) in
      writer = try CSVWriter(
        path: path, header: header, spreadsheetSafe: spreadsheetSafe, limits: TableLayout.limits)
    }
  }

  /// Completes the file, if there is one.
  func finish() throws(InterchangeError) {
    guard let writer = writer.take() else { return }
    do throws(CSVProblem) {
      try writer.finish()
    } catch {
      throw InterchangeError(error, path: finalPath)
    }
  }

  private func translating(_ body: () throws(CSVProblem) -> Void) throws(InterchangeError) {
    do throws(CSVProblem) {
      try body()
    } catch {
      throw InterchangeError(error, path: finalPath)
    }
  }
}
