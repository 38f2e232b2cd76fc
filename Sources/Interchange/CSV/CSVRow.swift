/// The column names of a table, distinct and not empty, with the place of each.
///
/// Names are compared as Swift compares strings: case counts, Unicode normalisation does not.
package final class CSVHeader: Sendable {
  /// The names in the order of the file.
  package let names: [String]

  private let indices: [String: Int]

  /// Takes `names` as they are; `line` is where the header starts and goes into the problems.
  package init(
    _ names: [String], line: Int = 1, limits: CSVLimits = .standard
  ) throws(CSVProblem) {
    guard !names.isEmpty else { throw .noHeader() }
    guard names.count <= limits.columns else {
      throw .tooManyColumns(limit: limits.columns, line: line)
    }
    var indices: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      guard !name.isEmpty else { throw .emptyColumnName(number: index + 1, line: line) }
      guard indices.updateValue(index, forKey: name) == nil else {
        throw .duplicateColumn(name, line: line)
      }
    }
    self.names = names
    self.indices = indices
  }

  /// Finds the index of the column called `name`, for use with `CSVRow.fields`.
  package func index(of name: String) -> Int? {
    indices[name]
  }
}

/// One record of a table, with as many fields as its header has names.
package struct CSVRow: Hashable, Sendable {
  /// The fields in the order of the header, unquoted, byte for byte otherwise.
  package let fields: [String]

  /// The physical line on which the record starts, from 1.
  package let line: Int

  /// The physical line on which the record ends; more than `line` if a field has line breaks.
  package let endLine: Int

  private let header: CSVHeader

  package init(fields: [String], line: Int, endLine: Int, header: CSVHeader) {
    precondition(fields.count == header.names.count, "the row is not as wide as its header")
    self.fields = fields
    self.line = line
    self.endLine = endLine
    self.header = header
  }

  /// The field of the column called `name`, or nil if there is no such column.
  package subscript(name: String) -> String? {
    header.index(of: name).map { fields[$0] }
  }

  /// Compares fields and lines; the names of the columns do not count.
  package static func == (left: CSVRow, right: CSVRow) -> Bool {
    left.line == right.line && left.endLine == right.endLine && left.fields == right.fields
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(endLine)
    hasher.combine(fields)
  }
}
