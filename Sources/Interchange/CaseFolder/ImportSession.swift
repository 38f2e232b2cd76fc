import HeadwaterModel

/// One reading of a case folder: who takes the records, and what has come of it so far.
final class ImportSession {
  let folder: CaseFolderPath
  let vocabulary: () throws -> Vocabulary
  private let sink: (CaseRecord, Place) throws -> Void
  private let progress: ((ImportProgress) -> Void)?

  private var problems = ProblemList()
  private var counts: [String: Int] = [:]
  private let tables: Set<String>

  init(
    folder: CaseFolderPath, sink: @escaping (CaseRecord, Place) throws -> Void,
    vocabulary: @escaping () throws -> Vocabulary, progress: ((ImportProgress) -> Void)?
  ) {
    self.folder = folder
    self.sink = sink
    self.vocabulary = vocabulary
    self.progress = progress
    tables = Set(TableLayout.all.map { folder[$0] })
  }

  func readAll() throws {
    try readKinds()
    try readRelations()
    try readEntities()
    var evidence = try readEvidence()
    try readAttributions(&evidence)
    if evidence.joinedCount > 0 {
      count(evidence.joinedCount, in: folder[TableLayout.evidence])
    }
    for row in evidence.unjoined {
      try handOn(
        .evidence(attribution: row.attribution, row.evidence), at: row.place,
        columns: ["according_to": "document"])
    }
    try readTexts()
    try readIdentities()
  }

  /// What has come of it, once everything is read.
  func reading(ignored: [String]) -> CaseFolderReading {
    let order =
      [TableLayout.kinds, .relations, .entities, .attributions, .evidence].map(\.file)
      + [TextFolder.name, TableLayout.texts.file, TableLayout.identity.file]
    let sorted = problems.problems.enumerated().sorted { left, right in
      let (leftPlace, rightPlace) = (left.element.place, right.element.place)
      return (rank(leftPlace, order), leftPlace.file, leftPlace.line, left.offset)
        < (rank(rightPlace, order), rightPlace.file, rightPlace.line, right.offset)
    }
    return CaseFolderReading(
      counts: order.compactMap { file in
        counts[folder[file]].map { FileCount(file: file, records: $0) }
      },
      problems: sorted.map(\.element), problemCount: problems.count, ignored: ignored)
  }

  private func rank(_ place: Place, _ order: [String]) -> Int {
    let file = countedFile(of: place)
    return order.firstIndex { folder[$0] == file } ?? order.endIndex
  }

  /// The table that a place is in, or else the folder of texts.
  private func countedFile(of place: Place) -> String {
    tables.contains(place.file) ? place.file : folder.texts
  }

  // MARK: - Handing on

  /// Offers a record to the sink, and lists it where that refuses it.
  ///
  /// `columns` has the names that a problem's column has in this row, if others.
  func handOn(_ record: CaseRecord, at place: Place, columns: [String: String] = [:]) throws {
    do {
      try sink(record, place)
      count(1, in: countedFile(of: place))
    } catch let problem as RecordProblem {
      let column = problem.column.map { columns[$0] ?? $0 }
      note(ImportProblem(problem.inColumn(column), at: place))
    }
  }

  /// Hands on what was made of a row, unless something in the row could not be read.
  func handOn(_ record: CaseRecord, from cells: RowCells) throws {
    if isFit(cells) { try handOn(record, at: cells.place) }
  }

  /// Whether all of a row could be read; otherwise its problems are listed.
  func isFit(_ cells: RowCells) -> Bool {
    for problem in cells.problems { note(ImportProblem(problem, at: cells.place)) }
    return cells.problems.isEmpty
  }

  func note(_ problem: ImportProblem) {
    problems.note(problem)
  }

  /// Counts records for a file, given by its path.
  func count(_ records: Int, in file: String) {
    counts[file, default: 0] += records
  }

  func tell(_ rows: Int, of file: String, isEnd: Bool = false) {
    guard let progress, isEnd || rows % ImportProgress.interval == 0 else { return }
    progress(ImportProgress(file: file, rows: rows))
  }

  // MARK: - Rows

  /// Reads a table row by row, if the folder has it; what is wrong with it is listed.
  func forEachRow(
    of layout: TableLayout, _ body: (inout RowCells) throws -> Void
  ) throws {
    let file = folder[layout]
    guard FileSystem.isTaken(file), var table = try openTable(layout) else { return }
    count(0, in: file)
    var rows = 0
    while true {
      let row: CSVRow?
      do throws(CSVProblem) {
        row = try table.reader.next()
      } catch {
        try note(error, in: file)
        continue
      }
      guard let row else { break }
      rows += 1
      var cells = RowCells(
        row, columns: table.columns, place: Place(file: file, line: row.line))
      if !cells.isBlank { try body(&cells) }
      tell(rows, of: file)
    }
    tell(rows, of: file, isEnd: true)
  }

  private struct OpenTable: ~Copyable {
    var reader: CSVReader
    let columns: TableColumns
  }

  /// Opens a table; nil where its header lets no row be read.
  private func openTable(_ layout: TableLayout) throws -> OpenTable? {
    let file = folder[layout]
    let reader: CSVReader
    do throws(CSVProblem) {
      reader = try CSVReader(path: file, limits: TableLayout.limits)
    } catch {
      try note(error, in: file)
      return nil
    }
    let columns = TableColumns(reader.columns, layout: layout)
    if !columns.problems.isEmpty {
      let place = Place(file: file, line: try headerLine(of: file))
      for problem in columns.problems { note(ImportProblem(problem, at: place)) }
    }
    return columns.hasRequired ? OpenTable(reader: reader, columns: columns) : nil
  }

  /// Lists what is wrong with a table, or throws where the system refused to read it.
  private func note(_ problem: CSVProblem, in file: String) throws(InterchangeError) {
    switch problem.code {
    case .cannotOpen, .cannotRead, .isDirectory:
      throw InterchangeError(problem, path: file)
    default:
      note(ImportProblem(problem, file: file))
    }
  }

  /// The line of the header, which blank lines may stand before.
  private func headerLine(of file: String) throws(InterchangeError) -> Int {
    var text = try TextFile.bytes(of: file, limit: ByteInput.defaultChunkSize)[...]
    if text.starts(with: CSVFormat.byteOrderMark) {
      text = text.dropFirst(CSVFormat.byteOrderMark.count)
    }
    let blank = text.prefix { $0 == CSVFormat.lineFeed || $0 == CSVFormat.carriageReturn }
    return 1 + lineBreaks(in: blank)
  }
}
