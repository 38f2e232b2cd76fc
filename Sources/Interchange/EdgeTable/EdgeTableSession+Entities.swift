import HeadwaterModel

/// The entities of a table, each handed on once.
extension EdgeTableSession {
  /// Reads a table of entities.
  func readEntities(
    of path: String, _ entity: EntityMapping, _ mapping: EdgeTableMapping
  ) throws {
    try forEachRow(
      of: path, mapping, find: { FoundEntity(entity, role: "key", &$0) },
      { row, found in
        let identity = found.identity(in: row.row)
        guard !identity.isEmpty else {
          row.note(
            RecordProblem(.missingValue, column: found.cells.title, "the key is empty"))
          _ = isFit(row)
          return
        }
        let hash = found.descriptionHash(of: row.row)
        if let number = registry.number(of: identity) {
          noteRepetition(of: number, hash, found, identity, row)
        } else {
          _ = try add(identity, found, &row, isListed: true)
        }
      })
  }

  /// Compares a second row for an entity of a table of entities with the first.
  private func noteRepetition(
    of number: Int, _ hash: UInt64?, _ found: FoundEntity, _ identity: EntityRegistry.Identity,
    _ row: TableRow
  ) {
    let first = registry[number]
    if first.description == hash { return duplicateRows.note(row.place) }
    note(
      ImportProblem(
        place: row.place.inColumn(found.cells.title), code: .duplicate,
        message: "\(found.quotation(identity.text)) is described otherwise in line \(first.line)"))
  }

  /// The number of the entity that a row names, which is handed on if it was not before.
  ///
  /// - Returns: Nil where it cannot be had; what is wrong is listed.
  func number(
    _ identity: EntityRegistry.Identity, _ found: FoundEntity, _ row: inout TableRow,
    _ entities: AttributionMapping.Entities
  ) throws -> Int? {
    if let number = registry.number(of: identity) {
      let entity = registry[number]
      if entity.isRefused { return nil }
      if entity.isListed || entities == .known { return number }
      guard try agrees(entity, identity, found, row) else { return nil }
      if let hash = found.descriptionHash(of: row.row) {
        if let first = entity.description, first != hash {
          differentDescriptions.note(row.place, shown(number))
        }
        if entity.description == nil { registry[number].description = hash }
      }
      return number
    }
    switch entities {
    case .known:
      return refer(to: identity, found, row)
    case .table(let file, _):
      guard !found.mapping.kind.isEmpty else {
        note(
          ImportProblem(
            place: row.place.inColumn(found.cells.title), code: .unknownKey,
            message: "\(found.quotation(identity.text)) is not in \(file): add it there, or say "
              + "“\(found.role) kind = KIND” in the mapping"))
        return nil
      }
      unlistedEntities.note(row.place, found.quotation(identity.text))
    case .rows:
      break
    }
    return try add(identity, found, &row, isListed: false)
  }

  /// Whether a further row takes an entity for the kind that the first one did.
  private func agrees(
    _ entity: EntityRegistry.Entity, _ identity: EntityRegistry.Identity, _ found: FoundEntity,
    _ row: TableRow
  ) throws -> Bool {
    var copy = row
    guard let kind = kind(of: identity, found, &copy) else { return isFit(copy) }
    guard let first = entity.kind, first != kind else { return true }
    note(
      ImportProblem(
        place: row.place.inColumn(found.cells.title), code: .contradiction,
        message: "\(entity.name.map(quoted) ?? "a withheld source") has the kind \(kind) here and "
          + "\(first) in line "
          + "\(entity.line): if these are two entities, say “\(found.role) prefix = …” in the "
          + "mapping, which begins their keys"))
    return false
  }

  /// Takes a text for the key of an entity that the case has.
  private func refer(
    to identity: EntityRegistry.Identity, _ found: FoundEntity, _ row: TableRow
  ) -> Int? {
    let (key, holder) = registry.key(for: identity)
    if let holder {
      note(
        ImportProblem(
          place: row.place.inColumn(found.cells.title), code: .contradiction,
          message: "\(found.quotation(identity.text)) makes the same key as another text in line "
            + "\(registry[holder].line): write the two alike, or their keys"))
      return nil
    }
    return registry.add(
      EntityRegistry.Entity(
        key: key, name: identity.text, kind: nil, isListed: false, line: row.place.line),
      as: identity)
  }

  /// Hands on an entity that no row named before.
  private func add(
    _ identity: EntityRegistry.Identity, _ found: FoundEntity, _ row: inout TableRow,
    isListed: Bool
  ) throws -> Int? {
    let kind = kind(of: identity, found, &row)
    let (date, properties) = row.dateAndProperties(found.date, found.properties)
    guard isFit(row) else { return nil }
    let (key, holder) = registry.key(for: identity)
    let name = found.name?.line(of: row.row) ?? identity.text
    let isWithheld = found.mapping.naming == .withheld
    var entity = EntityRegistry.Entity(
      key: key, name: isWithheld ? nil : name, kind: kind, isListed: isListed,
      line: row.place.line)
    entity.description = found.descriptionHash(of: row.row)
    let record = EntityRecord(
      key: key, kind: kind, name: name, naming: found.mapping.naming, date: date,
      url: found.url?.text(of: row.row), description: found.description?.text(of: row.row),
      properties: properties)
    let isTaken = try handOn(.entity(record), at: row.place, columns: found.columns)
    entity.isRefused = !isTaken
    if let holder {
      similarTexts.note(row.place, "\(found.quotation(name)) beside \(shown(holder))")
    }
    if isTaken { reading.entities += 1 }
    let number = registry.add(entity, as: identity)
    return isTaken ? number : nil
  }

  /// The kind that the row, the text or the mapping gives; nil, and noted, where none does.
  private func kind(
    of identity: EntityRegistry.Identity, _ found: FoundEntity, _ row: inout TableRow
  ) -> String? {
    let rule = found.mapping.kind
    if let column = found.kindColumn, let text = column.line(of: row.row) {
      if let choice = rule.byValue[text] { return kind(named: choice.kind) }
      if let kind = kind(named: text) { return kind }
      if rule.otherwise == nil {
        row.note(
          RecordProblem(
            .unknownKind, column: column.title,
            "\(quoted(text)) is no kind: say “\(title(found))kind.\(text) = KIND” in the mapping",
            suggestions: Nearest.names(to: text, among: vocabulary.kinds.keys)))
        return nil
      }
    }
    for (prefix, choice) in rule.byPrefix where identity.text.utf8.starts(with: prefix.utf8) {
      return kind(named: choice.kind)
    }
    if let otherwise = rule.otherwise { return kind(named: otherwise.kind) }
    row.note(
      RecordProblem(
        .missingValue, column: found.kindColumn?.title ?? found.cells.title,
        "\(found.quotation(identity.text)) has no kind: say “\(title(found))kind = KIND” in the "
          + "mapping for all that nothing else is said of"))
    return nil
  }

  /// What the settings of an entity begin with.
  private func title(_ found: FoundEntity) -> String {
    found.role == "key" ? "" : found.role + " "
  }
}
