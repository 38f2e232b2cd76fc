import HeadwaterModel

/// The entities that a table has named so far, each with its key.
///
/// A text is one entity however often it comes; texts that Unicode counts as the same are one.
/// A key is made of the text alone, unless another text had the same before: then, as where the
/// text is too long for a key, a digest of the text follows it.
struct EntityRegistry {
  struct Entity {
    let key: String

    /// Nil where it is not to be shown.
    let name: String?
    var kind: String?

    /// Whether a table of entities describes it.
    let isListed: Bool

    /// Whether the case refused it, which was told once.
    var isRefused = false
    var isJoined = false

    /// A hash of how it was described; nil where it was not.
    var description: UInt64?
    let line: Int
  }

  /// What tells entities apart: the texts that name them, behind a prefix of the key.
  struct Identity: Hashable {
    let prefix: String
    let parts: [String]

    /// The text in a sentence, which is also its name if there is no other.
    var text: String { parts.first { !$0.isEmpty } ?? "" }

    var isEmpty: Bool { parts.allSatisfy(\.isEmpty) }
  }

  private(set) var entities: [Entity] = []
  private var numbers: [Identity: Int] = [:]
  private var holders: [String: Int] = [:]

  subscript(number: Int) -> Entity {
    get { entities[number] }
    set { entities[number] = newValue }
  }

  func number(of identity: Identity) -> Int? {
    numbers[identity]
  }

  /// The key for an identity without one, and the entity that has the key that was wanted.
  func key(for identity: Identity) -> (key: String, holder: Int?) {
    let text = identity.parts.joined(separator: "\u{1F}")
    var slug = KeySlug.slug(identity.parts.filter { !$0.isEmpty }.joined(separator: "-"))
    if slug.isEmpty {
      slug = "entity-" + KeySlug.digest(text)
    } else if let front = KeySlug.shortened(slug) {
      slug = front + "-" + KeySlug.digest(text)
    }
    let wanted = identity.prefix + slug
    guard let holder = holders[EntityKey.folded(wanted)] else { return (wanted, nil) }
    var attempt = wanted + "-" + KeySlug.digest(text)
    var number = 2
    while holders[EntityKey.folded(attempt)] != nil {
      attempt = wanted + "-" + KeySlug.digest(text + "\u{1F}\(number)")
      number += 1
    }
    return (attempt, holder)
  }

  mutating func add(_ entity: Entity, as identity: Identity) -> Int {
    let number = entities.count
    entities.append(entity)
    numbers[identity] = number
    holders[EntityKey.folded(entity.key)] = number
    return number
  }
}
