import HeadwaterModel

extension RandomCase {
  mutating func makeAttributions() {
    var taken: Set<String> = []
    for _ in 0..<words.number(in: 0...14) {
      guard let ends = makeEnds() else { continue }
      attributions.append(makeAttribution(ends, &taken))
    }
    for _ in 0..<words.number(in: 0...5) {
      guard let ends = makeStance() else { continue }
      attributions.append(makeAttribution(ends, &taken))
    }
  }

  private struct Ends {
    let source: String
    let relation: String
    let target: AttributionTarget
  }

  private var usableRelations: [RelationDefinition] {
    vocabulary.relations.values.sorted { $0.name < $1.name }
  }

  /// Ends that the relation may join; nil if luck has it.
  private mutating func makeEnds() -> Ends? {
    for _ in 0..<40 {
      let relation = words.pick(usableRelations)
      let source = words.pick(BaseKind.allCases)
      let target = words.pick(BaseKind.allCases)
      guard relation.effectiveShapes.contains(where: { $0.allows(source: source, target: target) }),
        let giver = words.element(of: keys[source]), let receiver = words.element(of: keys[target])
      else { continue }
      return Ends(source: giver, relation: relation.name, target: .entity(receiver))
    }
    return nil
  }

  /// A stance on an attribution made before, which may itself be one.
  private mutating func makeStance() -> Ends? {
    let targets = attributions.compactMap(\.id)
    for _ in 0..<40 {
      let relation = words.pick(usableRelations)
      let source = words.pick(BaseKind.allCases)
      let fits = relation.effectiveShapes.contains {
        $0.allowsAttributionTarget && $0.sources.contains(source)
      }
      guard fits, let giver = words.element(of: keys[source]),
        let target = words.element(of: targets)
      else { continue }
      return Ends(source: giver, relation: relation.name, target: .attribution(target))
    }
    return nil
  }

  private mutating func makeAttribution(
    _ ends: Ends, _ taken: inout Set<String>
  ) -> AttributionRecord {
    var evidence = (0..<words.pick([0, 1, 1, 1, 2, 3])).map { _ in makeEvidence() }
    let leavesOutID = options.leavesOutIDs && words.chance(4)
    // Without an id, no other table can name it.
    if leavesOutID, let first = evidence.first {
      evidence = [
        EvidenceRecord(document: first.document, locator: first.locator, quote: first.quote)
      ]
    }
    let works = (keys[.document] ?? []) + (keys[.claim] ?? [])
    return AttributionRecord(
      id: leavesOutID ? nil : words.id(besides: &taken), source: ends.source,
      relation: ends.relation, target: ends.target, about: words.maybe { $0.pick(works) },
      date: words.maybe { $0.date() }, grade: words.maybe { $0.grade() },
      terms: words.maybe { $0.pick(SpeakingTerms.allCases) },
      basis: words.maybe { $0.pick(Basis.allCases) }, joint: words.maybe { $0.text() },
      status: words.pick(RecordStatus.allCases), note: words.maybe { $0.text() },
      properties: words.properties(), evidence: evidence)
  }

  /// Evidence whose quotation is in the document's text, if that is there.
  private mutating func makeEvidence() -> EvidenceRecord {
    let document = words.pick(keys[.document] ?? [])
    let locator = words.maybe { $0.text() }
    if let text = words.element(of: texts.filter { $0.document == document }) {
      return makeQuotation(from: text, locator: locator)
    }
    if words.chance(2) {
      return EvidenceRecord(
        document: document, locator: locator, quote: words.maybe { $0.text() })
    }
    let start = Int64(words.number(in: 0...1_000))
    let hasPositions = words.chance(2)
    return EvidenceRecord(
      document: document, locator: locator, quote: words.maybe { $0.text() },
      prefix: words.maybe { $0.text() }, suffix: words.maybe { $0.text() },
      start: hasPositions ? start : nil,
      end: hasPositions ? start + Int64(words.number(in: 0...1_000)) : nil,
      note: words.maybe { $0.text() })
  }

  private mutating func makeQuotation(from text: TextRecord, locator: String?) -> EvidenceRecord {
    let scalars = Array(text.content.unicodeScalars)
    let start = words.number(in: 0...scalars.count)
    let end = words.number(in: start...scalars.count)
    guard start < end, words.chance(2) else {
      return EvidenceRecord(
        document: text.document, textVersion: words.chance(2) ? text.version : nil,
        locator: locator, note: words.maybe { $0.text() })
    }
    func slice(_ range: Range<Int>) -> String? {
      if range.isEmpty { return nil }
      var slice = String.UnicodeScalarView()
      slice.append(contentsOf: scalars[range])
      return String(slice)
    }
    let hasPositions = words.chance(2)
    return EvidenceRecord(
      document: text.document, textVersion: text.version, locator: locator,
      quote: slice(start..<end), prefix: words.maybe { _ in slice(max(0, start - 5)..<start) },
      suffix: words.maybe { _ in slice(end..<min(scalars.count, end + 5)) },
      start: hasPositions ? Int64(start) : nil, end: hasPositions ? Int64(end) : nil,
      note: words.maybe { $0.text() })
  }

  // MARK: - Texts

  mutating func makeTexts() {
    for document in keys[.document] ?? [] {
      var taken: Set<String> = []
      for _ in 0..<words.pick([0, 0, 1, 2, 3]) {
        let version = words.chance(2) ? "1" : words.version()
        guard taken.insert(version).inserted else { continue }
        texts.append(
          TextRecord(
            document: document, version: version,
            mediaType: words.chance(2) ? "text/plain" : words.pick(["text/html", words.text()]),
            retrieved: words.maybe { $0.text() }, content: words.content()))
      }
    }
  }

  // MARK: - Identities

  /// Verdicts on pairs that share no entity, so that none contradicts another.
  mutating func makeIdentities() {
    var taken: Set<String> = []
    for kind in BaseKind.allCases {
      let members = keys[kind] ?? []
      for index in stride(from: 0, to: members.count - 1, by: 2) where words.chance(2) {
        makeVerdicts(members[index], members[index + 1], &taken)
      }
    }
  }

  private mutating func makeVerdicts(
    _ entity: String, _ other: String, _ taken: inout Set<String>
  ) {
    var superseded: String?
    for _ in 0..<words.number(in: 1...3) {
      let verdicts = IdentityVerdict.allCases.filter { superseded != nil || $0 != .undone }
      let record = IdentityRecord(
        id: options.leavesOutIDs && words.chance(4) ? nil : words.id(besides: &taken),
        entity: entity, other: other, verdict: words.pick(verdicts),
        author: words.maybe { $0.text() },
        time: words.maybe { $0.pick(["2024-05-01T10:00:00Z", "2023-12-31T23:59:59.5Z"]) },
        reason: words.maybe { $0.text() }, supersedes: superseded)
      identities.append(record)
      guard let id = record.id, record.verdict != .undone else { return }
      superseded = id
    }
  }
}
