package import HeadwaterModel
package import SQLite

/// One state of a case, to be read while its transaction lasts.
package final class CaseReader {
  let connection: CaseConnection
  var numbered: NumberedVocabulary
  let identity: IdentityMap
  let scans: GraphScans

  /// Whether withheld sources are shown as what they are.
  package let revealWithheld: Bool

  /// What stands for withheld sources in the text of other rows; none where they are revealed.
  let terms: ProtectedTerms

  /// The part of the case that is gone through as records; nil for all of it.
  package var selection: CaseSelection?

  /// Finds an entity by a key that it has elsewhere: in the present, where the past is read.
  var numberElsewhere: ((String) throws -> Int64?)?

  /// Whether a name is blanked in a text, as far as it was asked.
  var isRedactedText: [Int64: Bool] = [:]

  private var isWithheldEntity: [Int64: Bool] = [:]

  init(
    _ connection: CaseConnection, revealWithheld: Bool, alsoProtecting texts: Set<String> = []
  ) throws {
    self.connection = connection
    self.revealWithheld = revealWithheld
    numbered = try VocabularyStore(connection).read()
    identity = try IdentityMap(connection)
    scans = GraphScans(connection)
    terms = ProtectedTerms(
      revealWithheld ? [] : texts.union(try ProtectedTerms.texts(connection)))
  }

  package var vocabulary: Vocabulary { numbered.vocabulary }

  /// Where what the statements of this read cost is collected; nil for nowhere.
  package var statementStatistics: StatementStatistics? {
    get { connection.sqlite.statementStatistics }
    set { connection.sqlite.statementStatistics = newValue }
  }

  /// Whether an entity is withheld, and is to stay so.
  func isHidden(_ entity: Int64?) throws -> Bool {
    guard let entity, !revealWithheld else { return false }
    if let known = isWithheldEntity[entity] { return known }
    let naming = try connection.integer(
      "SELECT naming FROM entity WHERE id = ?", [.integer(entity)])
    let isWithheld = naming == Code.withheld
    isWithheldEntity[entity] = isWithheld
    return isWithheld
  }

  /// The number of the entity of this key, a protected one included; nil if there is none.
  func number(forKey key: String) throws -> Int64? {
    let folded = SQLiteValue.text(EntityKey.folded(key))
    let number =
      try connection.integer("SELECT id FROM entity WHERE key_folded = ?", [folded])
      ?? connection.integer(
        "SELECT entity FROM protected_identity WHERE key_folded = ?", [folded])
    guard number == nil, let elsewhere = try numberElsewhere?(key) else { return number }
    return try connection.integer("SELECT id FROM entity WHERE id = ?", [.integer(elsewhere)])
  }

  /// The entity of this key.
  ///
  /// - Throws: `unknownEntity`, with the nearest keys.
  package func requiredEntity(_ key: String) throws -> EntityID {
    guard let number = try number(forKey: key) else {
      throw CaseError(
        .unknownEntity, "there is no entity \(quoted(key)) in the case",
        suggestions: try nearestKeys(to: key))
    }
    return EntityID(try identity.canonical(number))
  }

  /// The attribution of this id.
  ///
  /// - Throws: `unknownAttribution`.
  package func requiredAttribution(_ uid: String) throws -> AttributionID {
    let id = try connection.integer("SELECT id FROM attribution WHERE uid = ?", [.text(uid)])
    guard let id else {
      throw CaseError(.unknownAttribution, "there is no attribution \(quoted(uid)) in the case")
    }
    return AttributionID(id)
  }

  /// Keys that may have been meant, nearest first; never a protected one.
  ///
  /// Looks at keys around the place where this one would stand, and at a sample of all, so that
  /// its cost does not grow with the case.
  package func nearestKeys(to key: String) throws -> [String] {
    let folded = EntityKey.folded(key)
    var candidates: Set<String> = []
    let queries: [(String, [SQLiteValue])] = [
      (
        "SELECT key FROM entity WHERE key_folded >= ? AND naming <> 4 ORDER BY key_folded LIMIT 500",
        [.text(String(folded.prefix(1)))]
      ),
      (
        "SELECT key FROM entity WHERE key_folded >= ? AND naming <> 4 ORDER BY key_folded LIMIT 200",
        [.text(folded)]
      ),
      (
        "SELECT key FROM entity WHERE key_folded < ? AND naming <> 4 "
          + "ORDER BY key_folded DESC LIMIT 200", [.text(folded)]
      ),
      (
        "SELECT key FROM entity WHERE key_folded IS NOT NULL AND naming <> 4 "
          + "ORDER BY key_folded LIMIT 5000", []
      ),
    ]
    for (sql, values) in queries {
      try connection.forEachRow(sql, values) { row in
        if let key = try row.textOrNil(0) { candidates.insert(key) }
      }
    }
    return Nearest.names(to: key, among: candidates)
  }
}
