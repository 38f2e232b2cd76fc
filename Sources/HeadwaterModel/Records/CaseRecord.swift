/// One thing that a case holds, as people exchange it.
public enum CaseRecord: Hashable, Sendable {
  case kind(KindDefinition)
  case relation(RelationDefinition)
  case entity(EntityRecord)
  case attribution(AttributionRecord)
  /// One more piece of evidence for the attribution of this id.
  case evidence(attribution: String, EvidenceRecord)
  case text(TextRecord)
  case identity(IdentityRecord)
}

/// What writing a record did.
public enum WriteOutcome: Hashable, Sendable {
  case added, updated, unchanged
}

/// What to do where a record of the same key differs from the case.
public enum WriteMode: Hashable, Sendable {
  /// Refuse it with `differs`.
  case addOnly
  /// Take the given record in its place.
  case update
}
