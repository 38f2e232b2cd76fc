import HeadwaterModel

/// Facts about pairs of entities that decide whether a step carries the matter.
///
/// Asking for a fact that has not been read gives the answer "no" and notes it as missing;
/// `readMissing` then reads all that is missing in one batch a kind, and the caller asks again.
/// So rules read as plain questions, and a reader still sees many ids at once.
struct SideFacts {
  private var assertedPairs: [EntityPair: Bool] = [:]
  private var madePairs: [EntityPair: Bool] = [:]
  private var transmittedPairs: [EntityPair: Bool] = [:]
  private var claimsOfDocument: [EntityID: [EntityID]] = [:]
  private var variantsOfClaim: [EntityID: Set<EntityID>] = [:]

  private var missingAsserted: Set<EntityPair> = []
  private var missingMade: Set<EntityPair> = []
  private var missingTransmitted: Set<EntityPair> = []
  private var missingClaims: Set<EntityID> = []
  private var missingVariants: Set<EntityID> = []

  /// Whether `source` asserted the claim.
  mutating func asserted(_ source: EntityID, _ claim: EntityID) -> Bool {
    Self.look(EntityPair(source, claim), in: assertedPairs, else: &missingAsserted) ?? false
  }

  /// Whether `maker` authored or published `document`.
  mutating func made(_ maker: EntityID, _ document: EntityID) -> Bool {
    Self.look(EntityPair(maker, document), in: madePairs, else: &missingMade) ?? false
  }

  /// Whether `reader` draws on `source`: a transmission leads from the one to the other.
  mutating func draws(_ reader: EntityID, on source: EntityID) -> Bool {
    Self.look(EntityPair(source, reader), in: transmittedPairs, else: &missingTransmitted)
      ?? false
  }

  /// The claims that a document asserted; nil while they are not read.
  mutating func claims(of document: EntityID) -> [EntityID]? {
    Self.look(document, in: claimsOfDocument, else: &missingClaims)
  }

  /// The claims joined to this one by `variant_of`.
  mutating func variants(of claim: EntityID) -> Set<EntityID> {
    Self.look(claim, in: variantsOfClaim, else: &missingVariants) ?? []
  }

  private static func look<Key: Hashable, Value>(
    _ key: Key, in known: [Key: Value], else missing: inout Set<Key>
  ) -> Value? {
    if let value = known[key] { return value }
    missing.insert(key)
    return nil
  }

  /// Reads what was missing.
  ///
  /// - Returns: Whether anything was.
  mutating func readMissing(from reader: some GraphReader)
    throws(GraphReadError) -> Bool
  {
    var found = false
    if !missingAsserted.isEmpty {
      found = true
      let pairs = Array(missingAsserted)
      for (pair, holds) in zip(pairs, try reader.asserted(pairs)) { assertedPairs[pair] = holds }
      missingAsserted = []
    }
    if !missingMade.isEmpty {
      found = true
      let pairs = Array(missingMade)
      for (pair, holds) in zip(pairs, try reader.made(pairs)) { madePairs[pair] = holds }
      missingMade = []
    }
    if !missingTransmitted.isEmpty {
      found = true
      let pairs = Array(missingTransmitted)
      for (pair, holds) in zip(pairs, try reader.transmitted(pairs)) {
        transmittedPairs[pair] = holds
      }
      missingTransmitted = []
    }
    if !missingClaims.isEmpty {
      found = true
      let documents = Array(missingClaims)
      for (document, claims) in zip(documents, try reader.claimsAsserted(by: documents)) {
        claimsOfDocument[document] = claims
      }
      missingClaims = []
    }
    if !missingVariants.isEmpty {
      found = true
      let claims = Array(missingVariants)
      for (claim, variants) in zip(claims, try reader.variants(of: claims)) {
        variantsOfClaim[claim] = Set(variants)
      }
      missingVariants = []
    }
    return found
  }
}
