/// An entity as people exchange it.
///
/// Absent text is nil, never empty. Labels are sorted and distinct, properties sorted by name;
/// aliases keep their order.
public struct EntityRecord: Hashable, Sendable {
  public var key: String?
  public var kind: String?
  public var name: String?
  public var naming: Naming
  public var upstream: UpstreamMark
  public var date: EDTFDate?
  public var url: String?
  public var language: String?
  public var description: String?
  public var aliases: [String]
  public var labels: [String]
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
