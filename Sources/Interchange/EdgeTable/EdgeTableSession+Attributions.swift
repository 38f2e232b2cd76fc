import HeadwaterModel

/// The attributions of a table, each behind the entities that it needs.
extension EdgeTableSession {
  func readAttributions(_ mapping: AttributionMapping) throws {
    try forEachRow(
      of: path, self.mapping, find: { FoundAttribution(mapping, &$0) },
      { row, found in try readAttribution(&row, found, mapping) })
  }

  private func readAttribution(
    _ row: inout TableRow, _ found: FoundAttribution, _ mapping: AttributionMapping
  ) throws {
    let relation: RelationInUse?
    switch choice(&row, found, mapping.relation) {
    case .skip:
      reading.skippedRows += 1
      return
    case .relation(let known): relation = known
    case .problem: relation = nil
    }
    let source = found.source.identity(in: row.row)
    let target = found.target.identity(in: row.row)
    if mapping.skipsEmptyEnds, source.isEmpty || target.isEmpty {
      reading.skippedRows += 1
      return
    }
    for (identity, entity) in [(source, found.source), (target, found.target)]
    where identity.isEmpty {
      row.note(
        RecordProblem(.missingValue, column: entity.cells.title, "the \(entity.role) is empty"))
    }
    let content = content(&row, found)
    guard isFit(row), let relation else { return }
    guard let sourceNumber = try number(source, found.source, &row, mapping.entities),
      let targetNumber = try number(target, found.target, &row, mapping.entities)
    else { return }
    var about: Int?
    if let entity = found.about {
      let identity = entity.identity(in: row.row)
      if !identity.isEmpty {
        guard let number = try number(identity, entity, &row, mapping.entities) else { return }
        about = number
      }
    }
    var document: Int?
    if let entity = found.accordingTo {
      let identity = entity.identity(in: row.row)
      if !identity.isEmpty {
        guard let number = try number(identity, entity, &row, mapping.entities) else { return }
        document = number
      }
    }
    let ends = Ends(
      giver: relation.sourceIsGiver ? sourceNumber : targetNumber,
      receiver: relation.sourceIsGiver ? targetNumber : sourceNumber, about: about,
      document: document)
    try handOn(ends, relation, content, row, found)
  }

  /// What a row joins, by number.
  private struct Ends {
    let giver: Int
    let receiver: Int
    let about: Int?
    let document: Int?
  }

  /// Hands on an attribution unless an earlier row gave the same.
  private func handOn(
    _ ends: Ends, _ relation: RelationInUse, _ content: AttributionContent, _ row: TableRow,
    _ found: FoundAttribution
  ) throws {
    let pairsBefore = seen.reciprocalCount
    guard
      seen.insert(
        giver: ends.giver, relation: relation.number, receiver: ends.receiver,
        content: content.hash(about: ends.about, document: ends.document))
    else { return duplicateRows.note(row.place) }
    var evidence: [EvidenceRecord] = []
    if let document = ends.document {
      evidence = [
        EvidenceRecord(
          document: registry[document].key, locator: content.locator, quote: content.quote)
      ]
    }
    let record = AttributionRecord(
      source: registry[ends.giver].key, relation: relation.name,
      target: .entity(registry[ends.receiver].key), about: ends.about.map { registry[$0].key },
      date: content.date, note: content.note, properties: content.properties, evidence: evidence)
    let columns = found.columns(sourceIsGiver: relation.sourceIsGiver)
    guard try handOn(.attribution(record), at: row.place, columns: columns) else { return }
    reading.attributions += 1
    reading.attributionsByRelation[relation.name, default: 0] += 1
    registry[ends.giver].isJoined = true
    registry[ends.receiver].isJoined = true
    if ends.giver == ends.receiver { selfAttributions.note(row.place) }
    if seen.reciprocalCount > pairsBefore {
      bothDirections.note(
        row.place, "\(shown(ends.giver)) and \(shown(ends.receiver))")
    }
    try told?(ends.giver, relation, ends.receiver, row.place)
  }

  /// An entity's name as messages have it.
  func shown(_ number: Int) -> String {
    registry[number].name.map(quoted) ?? "a withheld source"
  }

  private func content(
    _ row: inout TableRow, _ found: FoundAttribution
  ) -> AttributionContent {
    var content = AttributionContent()
    (content.date, content.properties) = row.dateAndProperties(found.date, found.properties)
    content.note = found.note?.text(of: row.row)
    content.locator = found.locator?.line(of: row.row)
    content.quote = found.quote?.text(of: row.row)
    if found.accordingTo?.identity(in: row.row).isEmpty == true,
      content.locator != nil || content.quote != nil
    {
      row.note(
        RecordProblem(
          .evidenceWithoutDocument, column: found.accordingTo?.cells.title,
          "a locator or quotation needs the document that it is in"))
    }
    return content
  }

  private enum Choice {
    case skip
    case relation(RelationInUse)

    /// It was noted.
    case problem
  }

  /// Finds the relation of a row.
  private func choice(
    _ row: inout TableRow, _ found: FoundAttribution, _ rule: RelationRule
  ) -> Choice {
    let text = found.relationColumn?.line(of: row.row)
    let choice = text.flatMap { rule.byValue[$0] } ?? rule.otherwise
    let column = found.relationColumn?.title
    switch choice {
    case .skip: return .skip
    case .sentence(let sentence):
      guard let phrase = sentence.phrase ?? text else {
        row.note(RecordProblem(.missingValue, column: column, "the relation is empty"))
        return .problem
      }
      do throws(RecordProblem) {
        return .relation(try relation(sentence, phrase))
      } catch {
        row.note(error.inColumn(column))
        return .problem
      }
    case nil:
      guard let text else {
        row.note(RecordProblem(.missingValue, column: column, "the relation is empty"))
        return .problem
      }
      row.note(
        RecordProblem(
          .unknownRelation, column: column,
          "the mapping does not say what \(quoted(text)) is: add “relation.\(VisibleText.of(text)) "
            + "= source … target” or “= skip”, or “relation = skip” for all other values",
          suggestions: Nearest.names(to: text, among: rule.byValue.keys)))
      return .problem
    }
  }
}
