import HeadwaterModel

/// The attributions, with their evidence.
extension ImportSession {
  static let edgePrefix = "attribution:"

  /// Hands on all attributions, those on other attributions last.
  func readAttributions(_ evidence: inout EvidenceIndex) throws {
    var waiting: [(record: AttributionRecord, place: Place, columns: [String: String])] = []
    var readings: [String: RelationReading] = [:]
    try forEachRow(of: .attributions) { cells in
      let id = cells.word("id")
      // Evidence of a row that cannot be read belongs to that row all the same.
      let further = id.map { evidence.join($0) } ?? []
      let ends = try readEnds(&cells, &readings)
      let record = AttributionRecord(
        id: id, source: ends.source, relation: ends.relation, target: ends.target,
        about: cells.word("about"), date: cells.date("date"),
        grade: cells.text("grade").map(Grade.init(text:)), terms: cells.value("terms"),
        basis: cells.value("basis"), joint: cells.text("joint"),
        status: cells.value("status") ?? .recorded, note: cells.text("note"),
        properties: cells.properties(), evidence: plainEvidence(&cells) + further)
      guard isFit(cells) else { return }
      if case .attribution = record.target {
        waiting.append((record, cells.place, ends.columns))
      } else {
        try handOn(.attribution(record), at: cells.place, columns: ends.columns)
      }
    }
    let ordered = orderedByReference(waiting, id: \.record.id) { item in
      if case .attribution(let id) = item.record.target { id } else { nil }
    }
    for (record, place, columns) in ordered {
      try handOn(.attribution(record), at: place, columns: columns)
    }
  }

  private struct Ends {
    var source = ""
    var relation = ""
    var target = AttributionTarget.entity("")

    /// The columns that the ends stand in, where they are not those of the same name.
    var columns: [String: String] = [:]
  }

  /// Reads the ends giver first, however the row gives them.
  private func readEnds(
    _ cells: inout RowCells, _ readings: inout [String: RelationReading]
  ) throws -> Ends {
    let source = cells.required("source")
    let phrase = cells.required("relation")
    let target = cells.required("target")
    var ends = Ends()
    var isReversed = false
    if !phrase.isEmpty {
      (ends.relation, isReversed) = try readRelation(phrase, &cells, &readings)
    }
    if isReversed { ends.columns = ["source": "target", "target": "source"] }
    let giver = (text: isReversed ? target : source, column: ends.columns["source"] ?? "source")
    let receiver = (text: isReversed ? source : target, column: ends.columns["target"] ?? "target")
    ends.source = giver.text
    if edgeID(giver.text) != nil {
      cells.note(
        RecordProblem(
          .forbiddenShape, column: giver.column,
          "the giver is an entity; only what is denied, confirmed … can be an attribution"))
    }
    ends.target = .entity(receiver.text)
    if let id = edgeID(receiver.text) {
      ends.target = .attribution(id)
      if id.isEmpty {
        cells.note(
          RecordProblem(
            .missingValue, column: receiver.column, "the id behind “attribution:” is missing"))
      }
    }
    return ends
  }

  /// Reads a relation; in an open case, one that is not known is taken as it is.
  private func readRelation(
    _ text: String, _ cells: inout RowCells, _ readings: inout [String: RelationReading]
  ) throws -> (name: String, isReversed: Bool) {
    if let reading = readings[text] { return (reading.relation.name, reading.isReversed) }
    let vocabulary = try vocabulary()
    do throws(RecordProblem) {
      let reading = try vocabulary.readRelation(text)
      readings[text] = reading
      return (reading.relation.name, reading.isReversed)
    } catch {
      if !vocabulary.isOpen { cells.note(error.inColumn("relation")) }
      return (text, false)
    }
  }

  /// The id in `attribution:ID`; nil where the text is an entity's key.
  private func edgeID(_ text: String) -> String? {
    // Bytes, as an id may begin with a mark that would join the colon before it.
    guard text.utf8.starts(with: Self.edgePrefix.utf8) else { return nil }
    return String(text.unicodeScalars.dropFirst(Self.edgePrefix.unicodeScalars.count)).trimmed
  }

  /// The evidence in the row itself: none or one.
  private func plainEvidence(_ cells: inout RowCells) -> [EvidenceRecord] {
    let locator = cells.text("locator")
    let quote = cells.text("quote")
    if let document = cells.word("according_to") {
      return [EvidenceRecord(document: document, locator: locator, quote: quote)]
    }
    if locator != nil || quote != nil {
      cells.note(
        RecordProblem(
          .evidenceWithoutDocument, column: "according_to",
          "a locator or quotation needs the document that it is in"))
    }
    return []
  }
}
