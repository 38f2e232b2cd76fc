import HeadwaterModel

/// Finds the columns that a mapping names in the header of a table, and lists those not there.
struct CellFinder {
  let mapping: EdgeTableMapping
  let path: String
  let columns: TableColumnNames
  private(set) var problems: [ImportProblem] = []

  init(mapping: EdgeTableMapping, path: String, columns: TableColumnNames) {
    self.mapping = mapping
    self.path = path
    self.columns = columns
  }

  mutating func find(_ source: CellSource?) -> FoundCells? {
    source.map { find($0) }
  }

  mutating func find(_ source: CellSource) -> FoundCells {
    if source.isConstant {
      return FoundCells(indices: [], constant: source.text.cleaned, title: nil)
    }
    // A column may itself have “+” in its name.
    let isOne = !columns.indices(of: source.text).isEmpty
    var indices: [Int] = []
    for name in isOne ? [source.text] : names(in: source.text) {
      let found = columns.indices(of: name)
      if found.isEmpty { noteMissing(name, source.line) }
      if let index = only(found, name, source.line) { indices.append(index) }
    }
    return FoundCells(
      indices: indices, constant: "",
      title: indices.map(columns.title).joined(separator: " + "))
  }

  /// The one index that there is; several are a problem.
  private mutating func only(_ found: [Int], _ name: String, _ line: Int) -> Int? {
    guard found.count < 2 else {
      let places = found.map { String($0 + 1) }
      note(
        line, .duplicate,
        "\(quoted(name)) is the name of columns \(places.joined(separator: " and ")) of \(path): "
          + "rename one of them")
      return nil
    }
    return found.first
  }

  private func names(in text: String) -> [String] {
    var names: [[String]] = [[]]
    for word in text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace) {
      if String(word) == "+" {
        names.append([])
      } else {
        names[names.count - 1].append(String(word))
      }
    }
    return names.map { $0.joined(separator: " ") }
  }

  private mutating func noteMissing(_ name: String, _ line: Int) {
    if columns.names.count == 1 { return noteSingleColumn() }
    let names = columns.names.indices.map(columns.title)
    let shown = names.prefix(12).map(VisibleText.of).joined(separator: ", ")
    note(
      line, .missingValue,
      "\(path) has no column \(quoted(name)); its columns are \(shown)"
        + (names.count > 12 ? " …" : ""),
      suggestions: Nearest.names(to: name, among: names))
  }

  /// Says once that a table of one column is probably read with the wrong delimiter.
  private mutating func noteSingleColumn() {
    let place = Place(file: path, line: columns.line ?? 1)
    guard !problems.contains(where: { $0.place == place }) else { return }
    let first = columns.line == nil ? "first row has" : "header has"
    let advice =
      likelyDelimiter.map {
        "is the delimiter a \($0)? Then say “delimiter = \($0)” in the mapping"
      }
      ?? "is this the table that the mapping is for?"
    problems.append(
      ImportProblem(
        place: place, code: .missingValue, message: "the \(first) one column: \(advice)"))
  }

  private var likelyDelimiter: String? {
    let candidates: [(Unicode.Scalar, String)] = [
      ("\t", "tab"), (";", "semicolon"), (",", "comma"), ("|", "pipe"), (" ", "space"),
    ]
    return candidates.first { columns.sample.unicodeScalars.contains($0.0) }?.1
  }

  private mutating func note(
    _ line: Int, _ code: RecordProblem.Code, _ message: String, suggestions: [String] = []
  ) {
    problems.append(
      ImportProblem(
        place: mapping.place(line), code: code, message: message, suggestions: suggestions))
  }
}
