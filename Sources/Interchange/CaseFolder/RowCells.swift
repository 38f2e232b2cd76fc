import HeadwaterModel

/// One row of a table, whose cells are read one by one.
///
/// A cell that cannot be read is noted, and nil given for it: so all that is wrong with a row comes
/// to light at once. An empty cell counts as an absent one.
struct RowCells {
  let place: Place
  private(set) var problems: [RecordProblem] = []

  private let row: CSVRow
  private let columns: TableColumns

  init(_ row: CSVRow, columns: TableColumns, place: Place) {
    self.row = row
    self.columns = columns
    self.place = place
  }

  /// Whether there is nothing but white space in the row.
  var isBlank: Bool {
    row.fields.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
  }

  /// A cell as it is.
  func text(_ column: String) -> String? {
    guard let index = columns.index(of: column) else { return nil }
    let cell = row.fields[index]
    return cell.isEmpty ? nil : cell
  }

  /// A cell without outer white space.
  func word(_ column: String) -> String? {
    guard let word = text(column)?.trimmed, !word.isEmpty else { return nil }
    return word
  }

  /// Like `word`, but notes an empty cell; what is given then counts for nothing.
  mutating func required(_ column: String) -> String {
    if let word = word(column) { return word }
    note(RecordProblem(.missingValue, column: column, "\(column) is empty"))
    return ""
  }

  /// One of a fixed set of values, in any case and with blanks or hyphens for `_`.
  mutating func value<Value>(_ column: String) -> Value?
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    guard let word = word(column) else { return nil }
    do throws(RecordProblem) {
      return try Term.value(word, column: column)
    } catch {
      note(error)
      return nil
    }
  }

  mutating func date(_ column: String) -> EDTFDate? {
    guard let word = word(column) else { return nil }
    do throws(RecordProblem) {
      return try Term.date(word, column: column)
    } catch {
      note(error)
      return nil
    }
  }

  mutating func integer(_ column: String) -> Int64? {
    guard let word = word(column) else { return nil }
    if let value = Int64(word) { return value }
    note(RecordProblem(.invalidCell, column: column, "\(quoted(word)) is no whole number"))
    return nil
  }

  func list(_ column: String) -> [String] {
    text(column).map(ListCell.elements) ?? []
  }

  mutating func properties() -> [Property] {
    var properties: [Property] = []
    for (column, index) in columns.properties {
      do throws(RecordProblem) {
        guard let value = try column.value(of: row.fields[index]) else { continue }
        properties.append(Property(name: column.name, value: value))
      } catch {
        problems.append(error.inColumn(columns.header.names[index]))
      }
    }
    return properties
  }

  /// Keeps a problem with this row; its column is one of the layout's.
  mutating func note(_ problem: RecordProblem) {
    problems.append(problem.inColumn(problem.column.map(columns.spelling)))
  }
}

extension RecordProblem {
  func inColumn(_ column: String?) -> RecordProblem {
    RecordProblem(code, column: column, message, suggestions: suggestions)
  }
}
