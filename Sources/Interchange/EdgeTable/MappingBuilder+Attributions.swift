import HeadwaterModel

/// How attributions are read.
extension MappingBuilder {
  mutating func attribution() -> AttributionMapping {
    let entities = entities()
    let relation = relationRule()
    let sourceCells = requiredCells("source")
    let targetCells = requiredCells("target")
    let needsKind = entities == .rows
    let source = entity(sourceCells, scope: "source ", needsKind: needsKind)
    let target = entity(targetCells, scope: "target ", needsKind: needsKind)
    var about: EntityMapping?
    if let cells = cells("about") {
      about = work(cells, scope: "about ", kind: needsKind ? nil : "document")
      if needsKind, about?.kind.isEmpty == true {
        note(
          cells.line, .missingValue,
          "what \(quoted(cells.text)) is stays open: add a line “about kind = document” or “claim”")
      }
    }
    var accordingTo: EntityMapping?
    if let cells = cells("according to") {
      accordingTo = work(cells, scope: "according to ", kind: "document")
    }
    let locator = cells("locator")
    let quote = cells("quote")
    if accordingTo == nil, let line = locator?.line ?? quote?.line {
      note(
        line, .evidenceWithoutDocument,
        "a locator or quotation needs the document that it is in: add a line “according to = …”")
    }
    let skipsEmptyEnds = word("empty ends", [("refuse", false), ("skip", true)], false)
    let date = cells("date")
    let remark = cells("note")
    let properties = properties("property")
    return AttributionMapping(
      relation: relation, source: source, target: target, entities: entities,
      skipsEmptyEnds: skipsEmptyEnds, about: about, accordingTo: accordingTo, locator: locator,
      quote: quote, date: date, note: remark, properties: properties)
  }

  /// Reads `new relation.NAME = ROLE; PHRASE; INVERSE PHRASE; SHAPES`.
  mutating func additions() -> [RelationAddition] {
    subjects("new relation").compactMap { name, line in
      let parts = line.value.unicodeScalars
        .split(separator: ";", maxSplits: 3, omittingEmptySubsequences: false)
        .map { String($0).trimmed }
      guard parts.count >= 3, let role = RelationRole(rawValue: parts[0].lowercased()) else {
        note(
          line.line, .unknownValue,
          "a relation is made of its role (\(alternatives(RelationRole.allCases.map(\.rawValue)))),"
            + " its phrase and its inverse phrase, with “;” between")
        return nil
      }
      do throws(RecordProblem) {
        let shapes = parts.count > 3 ? try RelationShape.read(parts[3]) : []
        let definition = RelationDefinition(
          name: name, role: role, forwardPhrase: parts[1], backwardPhrase: parts[2],
          shapes: shapes)
        var vocabulary = Vocabulary()
        try vocabulary.define(definition)
        return RelationAddition(definition: definition, line: line.line)
      } catch {
        note(line.line, error.code, error.message, suggestions: error.suggestions)
        return nil
      }
    }
  }

  private mutating func relationRule() -> RelationRule {
    var rule = RelationRule()
    rule.column = cells("relation column")
    for (subject, line) in subjects("relation") {
      rule.byValue[subject] = choice(line, hasColumn: rule.column != nil)
      if rule.column == nil {
        note(
          line.line, .missingValue,
          "\(quoted(line.title)) is for no cell: name its column by “relation column = COLUMN”")
      }
    }
    if let line = line("relation") {
      rule.otherwise = choice(line, hasColumn: rule.column != nil)
    } else if rule.byValue.isEmpty {
      note(
        1, .missingValue,
        "the mapping says nowhere who does what: add a line such as "
          + "“relation = source cites target”")
    }
    return rule
  }

  /// Reads "source cites target", "target … source" or "skip".
  private mutating func choice(_ line: MappingLine, hasColumn: Bool) -> RelationChoice? {
    let words = line.value.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    let first = words.first?.lowercased()
    let last = words.last?.lowercased()
    if words.count == 1, first == "skip" {
      if !hasColumn {
        note(line.line, .missingValue, "without a “relation column” this would skip all rows")
      }
      return .skip
    }
    guard words.count > 2, Set([first, last]) == ["source", "target"] else {
      note(
        line.line, .unknownValue,
        "\(quoted(line.value)) does not say who does what: write a relation's name or phrase "
          + "between the two ends, “source cites target” or “target cites source”"
          + (hasColumn ? ", or “skip”" : ""))
      return nil
    }
    let phrase = words.dropFirst().dropLast().joined(separator: " ")
    let isCell = phrase == "…" || phrase == "..."
    if isCell, !hasColumn {
      note(line.line, .missingValue, "“…” stands for a cell: add a line “relation column = COLUMN”")
    }
    return .sentence(
      RelationSentence(
        phrase: isCell ? nil : phrase, beginsWithSource: first == "source", line: line.line))
  }

  /// Reads `known`, or `FILE with MAPPING`.
  private mutating func entities() -> AttributionMapping.Entities {
    guard let line = line("entities") else { return .rows }
    if line.value.lowercased() == "known" { return .known }
    let words = line.value.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    guard let middle = words.lastIndex(of: "with"), middle > 0, middle < words.count - 1 else {
      note(
        line.line, .unknownValue,
        "\(quoted(line.value)) is no place of entities: write “FILE with MAPPING” or “known”")
      return .rows
    }
    let table = words[..<middle].joined(separator: " ")
    let name = words[(middle + 1)...].joined(separator: " ")
    do {
      let mapping = try EdgeTableMapping(
        path: path(of: name, beside: file), isNested: true)
      return .table(file: table, mapping: mapping)
    } catch let error as EdgeTableMappingError {
      for problem in error.problems { take(problem) }
    } catch let error as InterchangeError {
      note(line.line, .unknownValue, "the mapping \(quoted(name)): \(reason(error.message))")
    } catch {
      note(line.line, .unknownValue, "the mapping \(quoted(name)) cannot be read")
    }
    return .known
  }
}
