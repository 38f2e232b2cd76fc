package import HeadwaterModel
import SQLite

/// Changes a case, inside one transaction.
///
/// A record that is refused leaves nothing of itself behind: everything is checked before the
/// first row is written.
package final class CaseWriter: GraphWriter {
  let connection: CaseConnection
  let reader: CaseReader
  let journal: Journal
  let author: String

  let attributionInserter: RowInserter
  let entityInserters: EntityInserters

  /// What the transaction found of keys so far; imports ask for the same ones again and again.
  private var known: [ExactText: KnownEntity] = [:]

  /// The entities that are withheld, by number.
  private(set) var withheld: Set<Int64> = []

  /// Set while much is written to a case that held no attributions.
  var bulkLoad: BulkLoad?

  /// Changes to `fan_in` that are not written yet.
  private var fanInChanges: [Int64: Int64] = [:]

  /// Attributions whose quotations are to be looked up once all texts are there.
  private var quoting: Set<Int64> = []

  /// Unknown keys that nearest ones are still looked for: an import may have millions.
  private var suggestionsLeft = 100

  /// The verdicts on identity, read when the first is written; nil before and after.
  var verdicts: ActiveVerdicts?

  var identityChanged = false

  /// What an attribution has to know of an end.
  struct KnownEntity {
    let id: Int64
    let base: BaseKind
    let isWithheld: Bool
    let publicKey: String
  }

  init(_ connection: CaseConnection, author: String, reason: String?) throws {
    self.connection = connection
    self.author = author
    reader = try CaseReader(connection, revealWithheld: true)
    journal = try Journal(connection, author: author, reason: reason)
    entityInserters = EntityInserters(connection)
    attributionInserter = RowInserter(connection, AttributionTable.insertion, 18)
    var withheld: Set<Int64> = []
    try connection.forEachRow("SELECT id FROM entity WHERE naming = 4") { row in
      withheld.insert(row.int64(0))
    }
    self.withheld = withheld
  }

  package var vocabulary: Vocabulary { reader.vocabulary }

  package func write(_ record: CaseRecord, mode: WriteMode) throws -> WriteOutcome {
    switch record {
    case .kind(let kind): try write(kind, mode)
    case .relation(let relation): try write(relation, mode)
    case .entity(let entity): try write(entity, mode)
    case .attribution(let attribution): try write(attribution, mode)
    case .evidence(let attribution, let evidence): try addEvidence(evidence, to: attribution)
    case .text(let text): try write(text, mode)
    case .identity(let identity): try write(identity)
    }
  }

  /// The entity of this key, protected content included.
  package func entityRecord(forKey key: String) throws -> EntityRecord {
    try reader.entityRecord(forKey: key)
  }

  package func attributionRecord(forUID uid: String) throws -> AttributionRecord {
    try reader.attributionRecord(forUID: uid)
  }

  /// Quotations that do not stand in the version of the text that they name.
  ///
  /// They are looked up as they are when this is asked, by the number of the attribution.
  package func quotationProblems() throws -> [RecordProblem] {
    var problems: [RecordProblem] = []
    let attributions = AttributionTable(connection: connection)
    var checker = QuotationChecker(TextTable(connection: connection))
    for id in quoting.sorted() {
      guard let stored = try attributions.load(id, reader.numbered) else { continue }
      for evidence in stored.evidence {
        guard evidence.record.textVersion != nil else { continue }
        let version = self.version(evidence.record.textVersion, of: evidence.document)
        switch try checker.check(evidence) {
        case .stands: break
        case .noSuchVersion:
          problems.append(
            RecordProblem(
              .unknownVersion, column: "text_version",
              "the evidence of attribution \(quoted(stored.uid)) names "
                + "\(version) of a text that is not in the case"))
        case .notFound:
          problems.append(
            RecordProblem(
              .quoteNotFound, column: "quote",
              "the quotation of attribution \(quoted(stored.uid)) does not stand in "
                + "\(version) of the text"))
        }
      }
    }
    return problems
  }

  /// A version of a document's text in words; what it is called is part of a withheld document.
  func version(_ name: String?, of document: Int64) -> String {
    guard let name, !withheld.contains(document) else { return "a version" }
    return "version \(quoted(name))"
  }

  /// Blanks the names of withheld sources in what is said of an import.
  package func redactor() throws -> (String) -> String {
    let terms = ProtectedTerms(try ProtectedTerms.texts(connection))
    return { terms.redacted($0) }
  }

  /// Brings what is derived up to date.
  ///
  /// - Throws: `RecordProblem` for the first quotation that does not stand where it should.
  func finish() throws {
    try bulkLoad?.finish(connection)
    bulkLoad = nil
    if let problem = try quotationProblems().first { throw problem }
    for (target, change) in fanInChanges where change != 0 {
      try connection.run(
        """
        INSERT INTO fan_in (target, steps) VALUES (?1, ?2)
        ON CONFLICT (target) DO UPDATE SET steps = steps + ?2
        """, [.integer(target), .integer(change)])
      try connection.run(
        "DELETE FROM fan_in WHERE target = ? AND steps = 0", [.integer(target)])
    }
    fanInChanges = [:]
    if identityChanged {
      let table = IdentityTable(connection: connection)
      try table.rebuildCanonical(try table.groups(of: ActiveVerdicts(try table.all())))
    }
  }

  func noteStep(_ stored: StoredAttribution, by change: Int64) {
    if stored.isStep, let target = stored.target { fanInChanges[target, default: 0] += change }
  }

  func forgetFanIn(of target: Int64) { fanInChanges[target] = nil }

  func noteQuotations(_ stored: StoredAttribution) {
    if stored.evidence.contains(where: { $0.record.textVersion != nil }) {
      quoting.insert(stored.id)
    }
  }

  func forgetQuotations(_ id: Int64) { quoting.remove(id) }

  /// The entity of this key; nil if there is none.
  func find(_ key: String) throws -> KnownEntity? {
    let folded = ExactText(EntityKey.folded(key))
    if let entity = known[folded] { return entity }
    if bulkLoad?.knowsAllKeys == true { return nil }
    guard let id = try reader.number(forKey: key) else { return nil }
    let statement = try connection.sqlite.cached(
      "SELECT kind, naming, key FROM entity WHERE id = ?")
    try statement.bind(id, at: 1)
    guard try statement.step() else { return nil }
    let entity = KnownEntity(
      id: id, base: reader.numbered.base(statement.int64OrNil(0)),
      isWithheld: statement.int64(1) == Code.withheld,
      publicKey: try statement.textOrNil(2) ?? "")
    known[folded] = entity
    return entity
  }

  /// Keeps in mind what was written of an entity.
  func remember(_ stored: StoredEntity) {
    noteNaming(stored)
    let entity = KnownEntity(
      id: stored.id,
      base: reader.numbered.base(stored.record.kind.flatMap { reader.numbered.kindNumber[$0] }),
      isWithheld: stored.isWithheld, publicKey: stored.publicKey ?? "")
    for key in [stored.record.key, stored.publicKey] {
      if let key { known[ExactText(EntityKey.folded(key))] = entity }
    }
  }

  func noteNaming(_ stored: StoredEntity) {
    if stored.isWithheld { withheld.insert(stored.id) } else { withheld.remove(stored.id) }
  }

  func forgetKeys() {
    known = [:]
    bulkLoad?.knowsAllKeys = false
  }

  func beginBulkLoad() throws { bulkLoad = try BulkLoad(connection) }

  /// The entity of this key.
  ///
  /// - Throws: `unknownKey`, with the nearest ones.
  func resolve(_ key: String, column: String) throws -> KnownEntity {
    if let entity = try find(key) { return entity }
    guard !key.isEmpty else {
      throw RecordProblem(.missingValue, column: column, "\(column) is missing")
    }
    suggestionsLeft -= 1
    throw RecordProblem(
      .unknownKey, column: column, "there is no entity \(quoted(key))",
      suggestions: suggestionsLeft < 0 ? [] : try reader.nearestKeys(to: key))
  }
}
