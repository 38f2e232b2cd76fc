import HeadwaterModel

/// Makes a mapping of its lines, and lists all that is wrong with them.
struct MappingBuilder {
  let file: String
  let isNested: Bool
  private(set) var problems: [ImportProblem] = []

  private var lines: [MappingLine] = []
  private var used: Set<Int> = []

  /// The settings that were asked for, to suggest where a name is unknown.
  private var asked: Set<String> = []

  init(file: String, isNested: Bool) {
    self.file = file
    self.isNested = isNested
  }

  mutating func read(_ text: String) {
    var first: [String: Int] = [:]
    for result in MappingLine.read(text) {
      switch result {
      case .failure(let fault):
        note(fault.line, .invalidCell, fault.message)
      case .success(let line):
        if let other = first.updateValue(line.line, forKey: line.title) {
          note(
            line.line, .duplicate,
            "\(quoted(line.title)) stands in line \(other) too: keep one of the two")
          first[line.title] = other
        } else {
          lines.append(line)
        }
      }
    }
  }

  /// Lists what is wrong with a line, once where both ends are read from it.
  mutating func note(
    _ line: Int, _ code: RecordProblem.Code, _ message: String, suggestions: [String] = []
  ) {
    let problem = ImportProblem(
      place: Place(file: file, line: line), code: code, message: message,
      suggestions: suggestions)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// Takes over what is wrong with a mapping that this one refers to.
  mutating func take(_ problem: ImportProblem) {
    problems.append(problem)
  }

  // MARK: - Lines

  /// The line of a setting that is for all; nil where there is none.
  mutating func line(_ name: String) -> MappingLine? {
    asked.insert(name)
    guard let line = lines.first(where: { $0.name == name && $0.subject == nil }) else {
      return nil
    }
    used.insert(line.line)
    return line
  }

  /// The lines of a setting that are for something.
  mutating func subjects(_ name: String) -> [(subject: String, line: MappingLine)] {
    asked.insert(name)
    var found: [(subject: String, line: MappingLine)] = []
    for line in lines where line.name == name {
      guard let subject = line.subject else { continue }
      used.insert(line.line)
      found.append((subject, line))
    }
    return found
  }

  mutating func text(_ name: String) -> String? {
    line(name)?.value
  }

  mutating func cells(_ name: String) -> CellSource? {
    line(name).map(CellSource.init)
  }

  /// Like `cells`, but notes an absent line; what is given then counts for nothing.
  mutating func requiredCells(_ name: String) -> CellSource {
    if let cells = cells(name) { return cells }
    note(1, .missingValue, "the mapping has no \(quoted(name)): add a line “\(name) = COLUMN”")
    return CellSource(text: name, isConstant: false, line: 1)
  }

  /// One of a fixed set of words; `fallback` where there is no such line.
  mutating func word<Value>(_ name: String, _ values: [(String, Value)], _ fallback: Value)
    -> Value
  {
    guard let line = line(name) else { return fallback }
    let word = line.value.lowercased()
    if let found = values.first(where: { $0.0 == word }) { return found.1 }
    let allowed = values.map(\.0)
    note(
      line.line, .unknownValue,
      "\(quoted(line.value)) is no value of \(name): use \(alternatives(allowed))",
      suggestions: Nearest.names(to: word, among: allowed))
    return fallback
  }

  /// Lists the lines that nothing asked for.
  mutating func noteUnused() {
    for line in lines where !used.contains(line.line) {
      let isKnown = asked.contains(line.name)
      let message =
        switch (isKnown, line.subject) {
        case (true, nil):
          "\(quoted(line.name)) needs a dot and what it is for: “\(line.name).X = …”"
        case (true, _): "\(quoted(line.name)) is not for one thing: write “\(line.name) = …”"
        case (false, _): "there is no setting \(quoted(line.name)) in this mapping"
        }
      note(
        line.line, .unknownValue, message,
        suggestions: isKnown ? [] : Nearest.names(to: line.name, among: asked))
    }
  }
}

// MARK: - The table

extension MappingBuilder {
  mutating func format() -> TableFormat {
    var format = TableFormat()
    if let line = line("delimiter") {
      if let delimiter = TableFormat.Delimiter(text: line.value) {
        format.delimiter = delimiter
      } else {
        note(
          line.line, .unknownValue,
          "\(quoted(line.value)) is no delimiter: use comma, semicolon, tab, space, pipe, detect "
            + "or a single sign")
      }
    }
    format.hasHeader = word("header", [("yes", true), ("no", false)], true)
    if let line = line("comment") {
      let bytes = Array(line.value.utf8)
      if bytes.contains(CSVFormat.quote) {
        note(line.line, .unknownValue, "comments cannot begin with a quotation mark")
      } else {
        format.comment = bytes
      }
    }
    if let line = line("encoding"), line.value.lowercased() != "detect" {
      format.encoding = TableEncoding(name: line.value)
      if format.encoding == nil {
        let allowed = TableEncoding.allCases.map(\.rawValue) + ["detect"]
        note(
          line.line, .unknownValue,
          "\(quoted(line.value)) is no encoding that can be read: use \(alternatives(allowed))",
          suggestions: Nearest.names(to: line.value, among: allowed))
      }
    }
    return format
  }

  mutating func table() -> EdgeTableMapping.Table? {
    let isOfEntities = word("table", [("attributions", false), ("entities", true)], false)
    if isNested, !isOfEntities {
      note(1, .unknownValue, "this mapping is to describe entities: add a line “table = entities”")
      used.formUnion(lines.map(\.line))
      return nil
    }
    if isOfEntities {
      let cells = requiredCells("key")
      return .entities(entity(cells, scope: "", needsKind: true))
    }
    return .attributions(attribution())
  }
}
