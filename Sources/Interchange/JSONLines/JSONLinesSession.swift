import HeadwaterModel
import JSONText

/// One reading of a file of JSON Lines: who takes the records, and what has come of it so far.
final class JSONLinesSession {
  private let path: String
  private let lineLimit: Int
  private let sink: (CaseRecord, Place) throws -> Void
  private let progress: ((ImportProgress) -> Void)?
  private var endsReader: AttributionEndsReader
  private var problems = ProblemList()
  private var recordCount = 0
  private var waiting = WaitingStances()

  init(
    path: String, lineLimit: Int, sink: @escaping (CaseRecord, Place) throws -> Void,
    vocabulary: @escaping () throws -> Vocabulary, progress: ((ImportProgress) -> Void)?
  ) {
    self.path = path
    self.lineLimit = lineLimit
    self.sink = sink
    self.progress = progress
    endsReader = AttributionEndsReader(vocabulary: vocabulary)
  }

  func readAll() throws {
    var lines = try opened()
    guard try readHeader(next(&lines)) else { return }
    var count = 1
    while let line = try next(&lines) {
      count += 1
      try read(line)
      if count % ImportProgress.interval == 0 { tell(count) }
    }
    for item in waiting.inOrder() {
      try handOn(item.record, at: item.place, columns: item.columns)
    }
    tell(count)
  }

  /// What has come of it, once everything is read.
  var reading: CaseFolderReading {
    let sorted = problems.problems.enumerated().sorted { left, right in
      (left.element.place.line, left.offset) < (right.element.place.line, right.offset)
    }
    return CaseFolderReading(
      counts: [FileCount(file: path, records: recordCount)], problems: sorted.map(\.element),
      problemCount: problems.count, ignored: [])
  }

  // MARK: - Lines

  private func opened() throws(InterchangeError) -> LineScanner {
    do throws(ByteInput.Failure) {
      return LineScanner(try ByteInput(path: path), limit: lineLimit)
    } catch {
      throw InterchangeError(CSVProblem.input(error, line: 0), path: path)
    }
  }

  private func next(_ lines: inout LineScanner) throws(InterchangeError) -> LineScanner.Line? {
    do throws(ByteInput.Failure) {
      return try lines.next()
    } catch {
      throw InterchangeError(CSVProblem.input(error, line: 0), path: path)
    }
  }

  /// Tells whether the first line lets the others be read; what is wrong with it is listed.
  private func readHeader(_ line: LineScanner.Line?) -> Bool {
    let advice = ": the first line has to be \(JSONLinesFormat.firstLine)"
    guard let line else {
      note(.missingValue, "the file is empty" + advice, at: 1)
      return false
    }
    guard var members = members(of: line, advice: advice) else { return false }
    let place = Place(file: path, line: line.number)
    let type = members.required("type")
    if !type.isEmpty, type != JSONLineType.header.rawValue {
      note(.unknownValue, "\(quoted(type)) is something else" + advice, at: line.number, "type")
      return false
    }
    let version = members.json("version")
    let isKnown = version?.int64.map { $0 <= JSONLinesFormat.version && $0 > 0 }
    if let version, isKnown != true {
      let message =
        isKnown == nil
        ? "the version has to be a whole number"
        : "this program reads version \(JSONLinesFormat.version), and the file is of version "
          + "\(version.lineText): use a newer program, or export again"
      note(isKnown == nil ? .invalidCell : .unknownVersion, message, at: line.number, "version")
      return false
    }
    if version == nil { _ = members.required("version") }
    return isFit(&members, at: place)
  }

  private func read(_ line: LineScanner.Line) throws {
    guard var members = members(of: line) else { return }
    let place = Place(file: path, line: line.number)
    let typeName = members.required("type")
    guard let type = JSONLineType(rawValue: typeName) else {
      if !typeName.isEmpty {
        let allowed = JSONLineType.allCases.dropFirst().map(\.rawValue)
        members.note(
          RecordProblem(
            .unknownValue, column: "type",
            "\(quoted(typeName)) is no type of line: use \(alternatives(allowed))",
            suggestions: Nearest.names(to: typeName, among: allowed)))
      }
      return list(members.problems, at: place)
    }
    var columns: [String: String] = [:]
    let record: CaseRecord
    switch type {
    case .header:
      return note(
        .duplicate, "only the first line is one of this type: read one file after the other",
        at: line.number, "type")
    case .kind: record = .kind(members.kind())
    case .relation: record = .relation(members.relation())
    case .entity: record = .entity(members.entity())
    case .attribution:
      let (attribution, renamed) = try members.attribution(&endsReader)
      columns = renamed
      record = .attribution(attribution)
    case .evidence:
      let attribution = members.required("attribution")
      record = .evidence(attribution: attribution, members.evidence())
    case .text: record = .text(members.textRecord())
    case .identity: record = .identity(members.identity())
    }
    guard isFit(&members, at: place) else { return }
    if waiting.take(record, at: place, columns: columns) { return }
    try handOn(record, at: place, columns: columns)
  }

  /// The members of the object on a line; nil where there is none, which is listed.
  private func members(of line: LineScanner.Line, advice: String = "") -> JSONMembers? {
    guard let bytes = line.bytes else {
      note(.tooLong, "the line is longer than the limit of \(lineLimit) bytes", at: line.number)
      return nil
    }
    do throws(JSONProblem) {
      if case .object(let members) = try JSONValue(parsing: bytes) { return JSONMembers(members) }
      note(.invalidCell, "this is no object of JSON" + advice, at: line.number)
    } catch {
      if let fault = TextFile.fault(in: bytes, startingAt: line.offset) {
        list([fault.problem], at: Place(file: path, line: line.number))
      } else {
        let isCut = error.code == .unexpectedEnd && line.isOpen && advice.isEmpty
        note(
          error.code == .duplicateName ? .duplicate : .invalidCell,
          "\(error.message), at byte \(error.offset + 1) of the line"
            + (isCut ? ": the file seems to have been cut off" : advice), at: line.number)
      }
    }
    return nil
  }

  // MARK: - Handing on

  /// Offers a record to the sink, and lists it where that refuses it.
  private func handOn(
    _ record: CaseRecord, at place: Place, columns: [String: String]
  ) throws {
    do {
      try sink(record, place)
      recordCount += 1
      if case .relation = record { endsReader.forgetRelations() }
    } catch let problem as RecordProblem {
      let member = problem.column.map { column in
        columns[column] ?? JSONMemberName.of(column: column, in: record)
      }
      list([problem.inColumn(member)], at: place)
    }
  }

  /// Whether all of a line could be read; otherwise its problems are listed.
  private func isFit(_ members: inout JSONMembers, at place: Place) -> Bool {
    members.noteUnknown()
    list(members.problems, at: place)
    return members.problems.isEmpty
  }

  private func list(_ found: [RecordProblem], at place: Place) {
    for problem in found { problems.note(ImportProblem(problem, at: place)) }
  }

  private func note(
    _ code: RecordProblem.Code, _ message: String, at line: Int, _ member: String? = nil
  ) {
    let place = Place(file: path, line: line, column: member)
    problems.note(ImportProblem(place: place, code: code, message: message))
  }

  private func tell(_ lines: Int) {
    progress?(ImportProgress(file: path, rows: lines))
  }
}
