import HeadwaterModel

/// The small tables and the entities.
extension ImportSession {
  func readKinds() throws {
    var kinds: [(kind: KindDefinition, place: Place)] = []
    try forEachRow(of: .kinds) { cells in
      let kind = KindDefinition(name: cells.required("name"), parent: cells.word("parent"))
      if isFit(cells) { kinds.append((kind, cells.place)) }
    }
    let ordered = orderedByReference(kinds, id: \.kind.name, reference: \.kind.parent)
    for (kind, place) in ordered { try handOn(.kind(kind), at: place) }
  }

  func readRelations() throws {
    try forEachRow(of: .relations) { cells in
      let name = cells.required("name")
      let role: RelationRole? = cells.value("role")
      if role == nil { _ = cells.required("role") }
      let relation = RelationDefinition(
        name: name, role: role ?? .association, forwardPhrase: cells.text("phrase") ?? "",
        backwardPhrase: cells.text("inverse_phrase") ?? "", shapes: shapes(&cells),
        prov: cells.text("prov"), cito: cells.text("cito"),
        followTheMoney: cells.text("follow_the_money"))
      try handOn(.relation(relation), from: cells)
    }
  }

  func readEntities() throws {
    try forEachRow(of: .entities) { cells in
      let record = EntityRecord(
        key: cells.word("key"), kind: cells.word("kind"), name: cells.text("name"),
        naming: cells.value("naming") ?? .named, upstream: cells.value("upstream") ?? .unexplored,
        date: cells.date("date"), url: cells.text("url"), language: cells.text("language"),
        description: cells.text("description"), aliases: cells.list("aliases"),
        labels: cells.list("labels"), properties: cells.properties())
      try handOn(.entity(record), from: cells)
    }
  }

  func readEvidence() throws -> EvidenceIndex {
    var index = EvidenceIndex()
    try forEachRow(of: .evidence) { cells in
      let attribution = cells.required("attribution")
      let evidence = EvidenceRecord(
        document: cells.required("document"), textVersion: cells.word("text_version"),
        locator: cells.text("locator"), quote: cells.text("quote"), prefix: cells.text("prefix"),
        suffix: cells.text("suffix"), start: cells.integer("start"), end: cells.integer("end"),
        note: cells.text("note"))
      guard isFit(cells) else { return }
      index.add(
        EvidenceIndex.Row(attribution: attribution, evidence: evidence, place: cells.place))
    }
    return index
  }

  func readIdentities() throws {
    var identities: [(record: IdentityRecord, place: Place)] = []
    try forEachRow(of: .identity) { cells in
      let verdict: IdentityVerdict? = cells.value("verdict")
      if verdict == nil { _ = cells.required("verdict") }
      let record = IdentityRecord(
        id: cells.word("id"), entity: cells.required("entity"), other: cells.required("other"),
        verdict: verdict ?? .distinct, author: cells.text("author"), time: cells.text("time"),
        reason: cells.text("reason"), supersedes: cells.word("supersedes"))
      if isFit(cells) { identities.append((record, cells.place)) }
    }
    let ordered = orderedByReference(
      identities, id: \.record.id, reference: \.record.supersedes)
    for (record, place) in ordered { try handOn(.identity(record), at: place) }
  }

  private func shapes(_ cells: inout RowCells) -> [RelationShape] {
    guard let word = cells.word("shapes") else { return [] }
    do throws(RecordProblem) {
      return try RelationShape.read(word)
    } catch {
      cells.note(error.inColumn("shapes"))
      return []
    }
  }
}
