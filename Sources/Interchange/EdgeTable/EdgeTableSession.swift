import HeadwaterModel

/// One reading of a table by a mapping: who takes the records, and what has come of it so far.
final class EdgeTableSession {
  private static let progressInterval = 1_000

  let path: String
  let mapping: EdgeTableMapping
  private let sink: (CaseRecord, Place) throws -> Void
  private let vocabularySource: () throws -> Vocabulary
  private let progress: ((ImportProgress) -> Void)?

  var vocabulary = Vocabulary()
  var reading = EdgeTableReading()
  var registry = EntityRegistry()
  var seen = SeenAttributions()

  /// Each relation that a sentence leads to, by the sentence's phrase or the cell's.
  var relations: [String: RelationInUse] = [:]

  /// Numbers of relations, by name.
  var relationNumbers: [String: Int] = [:]

  /// Told of each attribution that was handed on: giver, relation, receiver, place.
  var told: ((Int, RelationInUse, Int, Place) throws -> Void)?

  var similarTexts = CountedWarning()
  var differentDescriptions = CountedWarning()
  var unlistedEntities = CountedWarning()
  var otherDates = CountedWarning()
  var duplicateRows = CountedWarning()
  var selfAttributions = CountedWarning()
  var bothDirections = CountedWarning()
  private(set) var assumptions: [EdgeTableWarning] = []

  init(
    path: String, mapping: EdgeTableMapping,
    sink: @escaping (CaseRecord, Place) throws -> Void,
    vocabulary: @escaping () throws -> Vocabulary, progress: ((ImportProgress) -> Void)?
  ) {
    self.path = path
    self.mapping = mapping
    self.sink = sink
    self.vocabularySource = vocabulary
    self.progress = progress
  }

  func readAll() throws -> EdgeTableReading {
    for addition in mapping.additions {
      let isTaken = try handOn(.relation(addition.definition), at: mapping.place(addition.line))
      if isTaken { reading.additions += 1 }
    }
    vocabulary = try vocabularySource()
    checkWords(of: mapping)
    switch mapping.table {
    case .entities(let entity):
      if reading.problemCount == 0 { try readEntities(of: path, entity, mapping) }
    case .attributions(let attribution):
      if case .table(let file, let nested) = attribution.entities,
        case .entities(let entity) = nested.table
      {
        checkWords(of: nested)
        if reading.problemCount == 0 {
          try readEntities(of: Interchange.path(of: file, beside: path), entity, nested)
        }
      }
      if reading.problemCount == 0 { try readAttributions(attribution) }
    }
    reading.duplicateRows = duplicateRows.count
    reading.selfAttributions = selfAttributions.count
    reading.reciprocalPairs = seen.reciprocalCount
    reading.joinedEntities = registry.entities.count { $0.isJoined }
    reading.warnings = warnings()
    return reading
  }

  /// Offers a record to the sink, lists it where that refuses it, and tells whether it was taken.
  ///
  /// `columns` has the columns of the table that a problem's field stands in.
  func handOn(
    _ record: CaseRecord, at place: Place, columns: [String: String] = [:]
  ) throws -> Bool {
    do {
      try sink(record, place)
      return true
    } catch let problem as RecordProblem {
      note(ImportProblem(problem.inColumn(problem.column.flatMap { columns[$0] }), at: place))
      return false
    }
  }

  func note(_ problem: ImportProblem) {
    reading.problemCount += 1
    if reading.problems.count < CaseFolderReader.problemLimit { reading.problems.append(problem) }
  }

  /// Whether all of a row could be read; otherwise its problems are listed.
  func isFit(_ row: TableRow) -> Bool {
    for problem in row.problems { note(ImportProblem(problem, at: row.place)) }
    return row.problems.isEmpty
  }

  // MARK: - Rows

  /// Reads a table row by row, once `find` has found its columns; what is wrong is listed.
  func forEachRow<Columns>(
    of path: String, _ mapping: EdgeTableMapping, find: (inout CellFinder) -> Columns,
    _ body: (inout TableRow, Columns) throws -> Void
  ) throws {
    var rows: TableRows
    do throws(CSVProblem) {
      rows = try TableRows(path: path, format: mapping.format)
    } catch {
      return try note(error, in: path)
    }
    noteAssumption(rows.assumption, path, mapping)
    var finder = CellFinder(mapping: mapping, path: path, columns: rows.columns)
    let columns = find(&finder)
    for problem in finder.problems { note(problem) }
    guard finder.problems.isEmpty else { return }
    var count = 0
    while true {
      let row: CSVRow?
      do throws(CSVProblem) {
        row = try rows.next()
      } catch {
        try note(error, in: path)
        continue
      }
      guard let row else { break }
      count += 1
      if !row.fields.allSatisfy({ $0.trimmed.isEmpty }) {
        reading.rows += 1
        var tableRow = TableRow(
          row, place: Place(file: path, line: row.line), otherDates: mapping.otherDates)
        try body(&tableRow, columns)
        if tableRow.hasOtherDate { otherDates.note(tableRow.place) }
      }
      if count % Self.progressInterval == 0 { progress?(ImportProgress(file: path, rows: count)) }
    }
    progress?(ImportProgress(file: path, rows: count))
  }

  /// Lists what is wrong with a table, or throws where the system refused to read it.
  private func note(_ problem: CSVProblem, in path: String) throws(InterchangeError) {
    switch problem.code {
    case .cannotOpen, .cannotRead, .isDirectory:
      throw InterchangeError(problem, path: path)
    case .noHeader:
      note(
        ImportProblem(
          place: Place(file: path, line: 1), code: .missingValue, message: "the table is empty"))
    default:
      note(ImportProblem(problem, file: path))
    }
  }

  private func noteAssumption(
    _ assumption: EncodingAssumption?, _ path: String, _ mapping: EdgeTableMapping
  ) {
    guard let assumption else { return }
    let name = assumption.encoding.rawValue
    assumptions.append(
      EdgeTableWarning(
        code: .assumedEncoding,
        message: "this is the first line that is not UTF-8, and the file was read as \(name): "
          + "say “encoding = \(name)” in \(mapping.file) if that is right",
        place: Place(file: path, line: assumption.line)))
  }
}
