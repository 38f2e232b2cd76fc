import HeadwaterModel

/// How entities are read.
extension MappingBuilder {
  /// Reads what an attribution is about or according to, which has few settings of its own.
  mutating func work(_ cells: CellSource, scope: String, kind: String?) -> EntityMapping {
    let line = line(scope + "kind")
    var rule = KindRule()
    if let kind = line?.value ?? kind {
      rule.otherwise = KindChoice(kind: kind, line: line?.line ?? cells.line)
    }
    return EntityMapping(
      cells: cells, kind: rule, name: self.cells(scope + "name"), prefix: prefix(scope))
  }

  /// Reads an entity's settings: those that begin with `scope` (a name and a blank, or nothing);
  /// kind, naming and prefix also without it.
  mutating func entity(
    _ cells: CellSource, scope: String, needsKind: Bool
  ) -> EntityMapping {
    let kind = kindRule(scope)
    if needsKind, kind.isEmpty {
      note(
        cells.line, .missingValue,
        "what \(quoted(cells.text)) is stays open: add a line “\(scope)kind = KIND”")
    }
    return EntityMapping(
      cells: cells, kind: kind, name: self.cells(scope + "name"), naming: naming(scope),
      prefix: prefix(scope), date: self.cells(scope + "date"), url: self.cells(scope + "url"),
      description: self.cells(scope + "description"), properties: properties(scope + "property"))
  }

  mutating func properties(_ name: String) -> [PropertyMapping] {
    subjects(name).compactMap { subject, line in
      do throws(RecordProblem) {
        let column = try PropertyColumn(header: subject)
        guard !column.name.isEmpty else {
          note(line.line, .invalidProperty, "a property needs a name behind the dot")
          return nil
        }
        return PropertyMapping(column: column, cells: CellSource(line))
      } catch {
        note(line.line, error.code, error.message, suggestions: error.suggestions)
        return nil
      }
    }
  }

  /// Reads how kinds are found: as the end says, or where it does not as both do.
  private mutating func kindRule(_ scope: String) -> KindRule {
    let general = line("kind").map { KindChoice(kind: $0.value, line: $0.line) }
    let shared = kinds("", otherwise: general)
    if scope.isEmpty { return shared }
    let otherwise = line(scope + "kind").map { KindChoice(kind: $0.value, line: $0.line) }
    let own = kinds(scope, otherwise: otherwise)
    if own.isEmpty { return shared }
    var rule = own
    rule.otherwise = own.otherwise ?? general
    return rule
  }

  private mutating func kinds(_ scope: String, otherwise: KindChoice?) -> KindRule {
    var rule = KindRule()
    rule.otherwise = otherwise
    rule.column = cells(scope + "kind column")
    for (subject, line) in subjects(scope + "kind") {
      let choice = KindChoice(kind: line.value, line: line.line)
      if rule.column != nil {
        rule.byValue[subject] = choice
      } else if subject.unicodeScalars.last == "*" {
        rule.byPrefix.append((String(subject.unicodeScalars.dropLast()), choice))
      } else {
        note(
          line.line, .unknownValue,
          "\(quoted(line.title)) is for no cell: name its column by “\(scope)kind column = COLUMN”,"
            + " or put “*” behind the beginning of the texts that it is for")
      }
    }
    return rule
  }

  private mutating func naming(_ scope: String) -> Naming {
    let values = Naming.allCases.map { ($0.rawValue, $0) }
    let general = scope.isEmpty ? .named : word("naming", values, .named)
    return word(scope + "naming", values, general)
  }

  private mutating func prefix(_ scope: String) -> String {
    guard let line = line(scope + "prefix") ?? (scope.isEmpty ? nil : line("prefix")) else {
      return ""
    }
    let prefix = line.value
    let isKey = (try? EntityKey.check(prefix)) != nil
    guard isKey, prefix == EntityKey.folded(prefix), prefix.utf8.count <= 40 else {
      note(
        line.line, .invalidKey,
        "\(quoted(prefix)) cannot begin a key: use at most 40 bytes of small letters, digits, "
          + "“.”, “_” and “-”, beginning with a letter or digit")
      return ""
    }
    return prefix
  }
}
