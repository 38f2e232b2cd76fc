import HeadwaterModel

/// One export of a case folder.
struct ExportSession<Source: CaseRecordSource> {
  private let source: Source
  private let staging: StagingFolder
  private let spreadsheetSafe: Bool

  init(_ source: Source, staging: StagingFolder, spreadsheetSafe: Bool) {
    self.source = source
    self.staging = staging
    self.spreadsheetSafe = spreadsheetSafe
  }

  func writeAll() throws -> [FileCount] {
    var counts: [FileCount] = []
    try counts += counted([writeKinds(), writeRelations(), writeEntities()])
    try counts += counted(writeAttributions())
    let texts = try writeTexts()
    if texts.plain > 0 { counts.append(FileCount(file: TextFolder.name, records: texts.plain)) }
    try counts += counted([texts.table, writeIdentities()])
    return counts
  }

  private func counted(_ tables: [TableFile]) -> [FileCount] {
    let always = [TableLayout.entities.file, TableLayout.attributions.file]
    return tables.filter { $0.rows > 0 || always.contains($0.layout.file) }
      .map { FileCount(file: $0.layout.file, records: $0.rows) }
  }

  private func table(
    _ layout: TableLayout, properties: Set<PropertyColumn> = []
  ) -> TableFile {
    TableFile(layout, in: staging, spreadsheetSafe: spreadsheetSafe, properties: properties)
  }

  // MARK: - Tables

  private func writeKinds() throws -> TableFile {
    let table = table(.kinds)
    try source.forEachKind { kind in
      guard let parent = kind.parent else { return }
      try table.write([kind.name, parent])
    }
    try table.finish()
    return table
  }

  private func writeRelations() throws -> TableFile {
    let table = table(.relations)
    let builtIn = Set(RelationDefinition.builtIn)
    try source.forEachRelation { relation in
      if builtIn.contains(relation) { return }
      try table.write([
        relation.name, relation.role.rawValue, relation.forwardPhrase, relation.backwardPhrase,
        RelationShape.text(of: relation.shapes), relation.prov, relation.cito,
        relation.followTheMoney,
      ])
    }
    try table.finish()
    return table
  }

  private func writeEntities() throws -> TableFile {
    var properties: Set<PropertyColumn> = []
    try source.forEachEntity { properties.formUnion($0.properties.map(PropertyColumn.init)) }
    let table = table(.entities, properties: properties)
    try table.open()
    try source.forEachEntity { record in
      try table.write(
        [
          record.key, record.kind, record.name, record.naming.rawValue,
          record.upstream.rawValue, record.date?.text, record.url, record.language,
          record.description, list(record.aliases), list(record.labels),
        ], properties: record.properties)
    }
    try table.finish()
    return table
  }

  private func writeAttributions() throws -> [TableFile] {
    var properties: Set<PropertyColumn> = []
    try source.forEachAttribution { properties.formUnion($0.properties.map(PropertyColumn.init)) }
    let table = table(.attributions, properties: properties)
    let evidence = self.table(.evidence)
    try table.open()
    try source.forEachAttribution { record in
      let isInRow =
        record.evidence.isEmpty || (record.evidence.count == 1 && record.evidence[0].isPlain)
      try table.write(
        cells(of: record, isInRow ? record.evidence.first : nil),
        properties: record.properties)
      if !isInRow { try write(record.evidence, of: record, to: evidence) }
    }
    try table.finish()
    try evidence.finish()
    return [table, evidence]
  }

  private func cells(of record: AttributionRecord, _ evidence: EvidenceRecord?) -> [String?] {
    [
      record.id, record.source, record.relation, record.target.text, record.about,
      record.date?.text,
      evidence?.document, evidence?.locator, evidence?.quote, record.grade?.text,
      record.terms?.rawValue, record.basis?.rawValue, record.joint, record.status.rawValue,
      record.note,
    ]
  }

  private func write(
    _ evidence: [EvidenceRecord], of record: AttributionRecord, to table: TableFile
  ) throws(InterchangeError) {
    guard let id = record.id else {
      throw InterchangeError(
        .unsuitable, "An attribution with more evidence than its row can hold needs an id.",
        path: staging.target[TableLayout.evidence])
    }
    for item in evidence {
      try table.write([
        id, item.document, item.textVersion, item.locator, item.quote, item.prefix, item.suffix,
        item.start.map { String($0) }, item.end.map { String($0) }, item.note,
      ])
    }
  }

  private func writeIdentities() throws -> TableFile {
    let table = table(.identity)
    try source.forEachIdentity { record in
      try table.write([
        record.id, record.entity, record.other, record.verdict.rawValue, record.author,
        record.time, record.reason, record.supersedes,
      ])
    }
    try table.finish()
    return table
  }

  private func list(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : ListCell.text(of: texts)
  }

  // MARK: - Texts

  private func writeTexts() throws -> (plain: Int, table: TableFile) {
    let table = table(.texts)
    var names = TextFileNames()
    var plain = 0
    var hasFolder = false
    try source.forEachText { record in
      if !hasFolder { _ = try FileSystem.makeFolder(staging.path.texts) }
      hasFolder = true
      let (file, needsRow) = names.next(for: record)
      try write(record.content, to: file)
      if needsRow {
        try table.write([
          record.document, record.version, record.mediaType, record.retrieved, file,
        ])
      } else {
        plain += 1
      }
    }
    try table.finish()
    return (plain, table)
  }

  private func write(_ content: String, to file: String) throws(InterchangeError) {
    do throws(ByteOutput.Failure) {
      var output = try ByteOutput(path: staging.path[file])
      try output.write(Array(content.utf8))
      try output.finish()
    } catch {
      throw InterchangeError(CSVProblem.output(error, line: 0), path: staging.target[file])
    }
  }
}
