import HeadwaterModel

/// One row as it is read: its cells, and all that is wrong with them.
struct TableRow {
  let row: CSVRow
  let place: Place

  /// The property that keeps dates that are none; nil where they are problems.
  let otherDates: String?
  private(set) var problems: [RecordProblem] = []

  /// Whether a date was kept as a property.
  private(set) var hasOtherDate = false

  init(_ row: CSVRow, place: Place, otherDates: String?) {
    self.row = row
    self.place = place
    self.otherDates = otherDates
  }

  mutating func note(_ problem: RecordProblem) {
    problems.append(problem)
  }

  /// The properties of a row, and its date, which is one of them where it is no date of EDTF's.
  mutating func dateAndProperties(
    _ date: FoundCells?, _ found: [FoundProperty]
  ) -> (date: EDTFDate?, properties: [Property]) {
    var properties: [Property] = []
    for property in found {
      do throws(RecordProblem) {
        if let property = try property.property(in: row) { properties.append(property) }
      } catch {
        note(error)
      }
    }
    guard let date, let text = date.line(of: row) else { return (nil, properties) }
    do throws(EDTFError) {
      return (try EDTFDate(text), properties)
    } catch {
      if let otherDates {
        hasOtherDate = true
        return (nil, properties + [Property(name: otherDates, value: .text(text))])
      }
      note(
        RecordProblem(
          .invalidDate, column: date.title,
          "\(quoted(text)) is no date: \(reason(error.message)); “other dates = NAME” in the mapping"
            + " would keep such texts as a property"))
      return (nil, properties)
    }
  }
}
