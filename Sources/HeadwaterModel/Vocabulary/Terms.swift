/// How an entity is known.
public enum Naming: String, CaseIterable, Hashable, Sendable {
  /// By its own name.
  case named
  /// By a name that it took.
  case pseudonym
  /// By a part that it plays: "a senior official".
  case role
  /// By no name that anybody gives.
  case unnamed
  /// Known to us, and protected.
  case withheld
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
  /// They are one, for every question.
  case same
  /// They may be one: figures that this touches become intervals.
  case possiblySame = "possibly_same"
  /// They are two, whatever others say.
  case distinct
  /// Takes back the verdict that it supersedes.
  case undone
}
