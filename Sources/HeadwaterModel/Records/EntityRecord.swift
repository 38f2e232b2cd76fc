/// An entity as people exchange it.
///
/// Absent text is nil, never empty. Labels are sorted and distinct, properties sorted by name;
/// aliases keep their order.
public struct EntityRecord: Hashable, Sendable {
  /// What it is referred to by; may be nil in an open case alone.
  public var key: String?

  /// The name of a kind in the vocabulary; may be nil in an open case alone.
  public var kind: String?
  public var name: String?

  /// How it is known; a withheld one is shown as a placeholder unless it is revealed.
  public var naming: Naming

  /// What lies upstream of it, as far as nothing else says.
  public var upstream: UpstreamMark

  /// For a work, when it came out; for others, whatever date belongs to them.
  public var date: EDTFDate?
  public var url: String?

  /// The language that it is in, as a BCP 47 tag for one.
  public var language: String?
  public var description: String?

  /// Other names, found by search.
  public var aliases: [String]

  /// Further, free words on it.
  public var labels: [String]

  /// Typed values beyond these fields.
  public var properties: [Property]

  public init(
    key: String?, kind: String?, name: String? = nil, naming: Naming = .named,
    upstream: UpstreamMark = .unexplored, date: EDTFDate? = nil, url: String? = nil,
    language: String? = nil, description: String? = nil, aliases: [String] = [],
    labels: [String] = [], properties: [Property] = []
  ) {
    self.key = key
    self.kind = kind
    self.name = name
    self.naming = naming
    self.upstream = upstream
    self.date = date
    self.url = url
    self.language = language
    self.description = description
    self.aliases = aliases
    self.labels = Set(labels).sorted(by: ByteOrder.precedes)
    self.properties = properties.sorted { ByteOrder.precedes($0.name, $1.name) }
  }
}
