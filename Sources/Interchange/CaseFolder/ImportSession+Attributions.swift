import HeadwaterModel

/// The attributions, with their evidence.
extension ImportSession {
  /// Hands on all attributions, those on other attributions last.
  func readAttributions(_ evidence: inout EvidenceIndex) throws {
    var waiting: [(record: AttributionRecord, place: Place, columns: [String: String])] = []
    var endsReader = AttributionEndsReader(vocabulary: vocabulary)
    try forEachRow(of: .attributions) { cells in
      let id = cells.word("id")
      // Evidence of a row that cannot be read belongs to that row all the same.
      let further = id.map { evidence.join($0) } ?? []
      let ends = try endsReader.read(
        source: cells.required("source"), relation: cells.required("relation"),
        target: cells.required("target"), note: { cells.note($0) })
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
