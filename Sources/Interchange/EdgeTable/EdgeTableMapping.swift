import HeadwaterModel

/// What the columns of a table mean, as a person wrote it down.
///
/// A mapping is a text of lines `name = value`; `examples/mappings/README.md` explains them.
package struct EdgeTableMapping: Hashable, Sendable {
  /// The most bytes that a mapping may have.
  package static let byteLimit = 1 << 20

  enum Table: Hashable, Sendable {
    case attributions(AttributionMapping)
    case entities(EntityMapping)
  }

  /// The file, as it was given.
  package let file: String

  /// How the bytes of the table stand for text; nil to find out.
  package var encoding: TableEncoding? { format.encoding }

  /// Whether the table is one of entities, and gives no attributions.
  package var isOfEntities: Bool {
    if case .entities = table { true } else { false }
  }

  let format: TableFormat
  let additions: [RelationAddition]

  /// The property that keeps a date that is none of EDTF's; nil where such a row is refused.
  let otherDates: String?
  let table: Table

  /// Reads a mapping and those that it refers to.
  ///
  /// - Throws: `EdgeTableMappingError` with all that is wrong; `InterchangeError` where the file
  ///   cannot be read.
  package init(path: String) throws {
    try self.init(path: path, isNested: false)
  }

  /// Reads the text of a mapping; files that it names are looked for beside `file`.
  ///
  /// - Throws: `EdgeTableMappingError` with all that is wrong.
  package init(text: String, file: String = "mapping") throws(EdgeTableMappingError) {
    try self.init(text: text, file: file, isNested: false)
  }

  /// Reads a mapping; a nested one is of entities and refers to no other.
  init(path: String, isNested: Bool) throws {
    let bytes = try TextFile.bytes(of: path, limit: Self.byteLimit + 1)
    guard bytes.count <= Self.byteLimit else {
      throw EdgeTableMappingError(
        .tooLong, "a mapping has at most \(Self.byteLimit) bytes: is this the table itself?",
        at: Place(file: path, line: 1))
    }
    switch TextFile.text(of: bytes) {
    case .success(let text):
      try self.init(text: text, file: path, isNested: isNested)
    case .failure(let fault):
      throw EdgeTableMappingError(problems: [
        ImportProblem(fault.problem, at: Place(file: path, line: fault.line))
      ])
    }
  }

  private init(
    text: String, file: String, isNested: Bool
  ) throws(EdgeTableMappingError) {
    var builder = MappingBuilder(file: file, isNested: isNested)
    builder.read(text)
    self.file = file
    format = builder.format()
    additions = builder.additions()
    otherDates = builder.text("other dates")
    let table = builder.table()
    builder.noteUnused()
    guard let table, builder.problems.isEmpty else {
      throw EdgeTableMappingError(problems: builder.problems)
    }
    self.table = table
  }

  func place(_ line: Int) -> Place {
    Place(file: file, line: line)
  }
}

/// All that is wrong with a mapping, by line.
package struct EdgeTableMappingError: Error, Hashable, Sendable {
  /// At least one; each place is a line of the mapping.
  package let problems: [ImportProblem]

  init(problems: [ImportProblem]) {
    precondition(!problems.isEmpty, "a mapping is refused for a reason")
    self.problems = problems.enumerated().sorted {
      ($0.element.place.line, $0.offset) < ($1.element.place.line, $1.offset)
    }.map(\.element)
  }

  init(_ code: RecordProblem.Code, _ message: String, at place: Place) {
    self.init(problems: [ImportProblem(place: place, code: code, message: message)])
  }
}

/// The path of a file named beside another; an absolute path stays as it is.
func path(of name: String, beside other: String) -> String {
  let slash = UInt8(ascii: "/")
  guard name.utf8.first != slash, let end = other.utf8.lastIndex(of: slash) else { return name }
  return String(other[...end]) + name
}
