/// How an entity is known.
public enum Naming: String, CaseIterable, Hashable, Sendable {
  case named, pseudonym, role, unnamed, withheld
}

/// What lies upstream of an entity, as far as the investigator has found.
public enum UpstreamMark: String, CaseIterable, Hashable, Sendable {
  /// Not looked into yet.
  case unexplored
  /// Firsthand: nothing lies upstream.
  case origin
  /// A dead end: the source does not say.
  case undisclosed
}

/// What an attribution says of the upstream of its giver, in its own matter.
public enum Basis: String, CaseIterable, Hashable, Sendable {
  /// Firsthand: an eyewitness, a participant, a primary document.
  case origin
  /// The giver does not say.
  case undisclosed
  /// There is more upstream, whatever the giver's own mark says.
  case relayed
}

/// The terms on which a source spoke.
public enum SpeakingTerms: String, CaseIterable, Hashable, Sendable {
  case onRecord = "on_record"
  case background
  case deepBackground = "deep_background"
  case offRecord = "off_record"
  case unknown
}

/// Whether a row counts.
public enum RecordStatus: String, CaseIterable, Hashable, Sendable {
  /// Counts in every question.
  case recorded
  /// Waits for review, and does not count.
  case suggested
  /// Was reviewed and turned down, and does not count.
  case rejected
}

/// A verdict on whether two entities are one.
public enum IdentityVerdict: String, CaseIterable, Hashable, Sendable {
  case same
  case possiblySame = "possibly_same"
  case distinct
  /// Takes back the verdict that it supersedes.
  case undone
}
