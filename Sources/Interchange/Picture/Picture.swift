package import HeadwaterModel

/// What a picture shows, whatever it is drawn with.
package struct Picture: Hashable, Sendable {
  package var title: String?

  /// Sentences under the title: the answer, and what was left out.
  package var caption: [String] = []

  /// The names of those boxes that have one, by group; a group without a name is an outlet's.
  package var boxNames: [String: String] = [:]

  /// Set where time runs from left to right; else the subject is on the left.
  package var time: PictureTime?

  /// In the order in which they are drawn; ids are unique.
  package var nodes: [PictureNode]

  /// In the order in which they are drawn; ids are unique.
  ///
  /// An edge without its ends is left out.
  package var edges: [PictureEdge]

  /// Whether to explain shapes and lines in the picture itself.
  package var legend: Bool

  package init(
    title: String? = nil, nodes: [PictureNode], edges: [PictureEdge], legend: Bool = false
  ) {
    self.title = title
    self.nodes = nodes
    self.edges = edges
    self.legend = legend
  }
}

/// An entity in a picture.
package struct PictureNode: Hashable, Sendable {
  /// Unique among nodes: the public key.
  package var id: String
  package var name: String
  package var kind: BaseKind

  /// The name of the kind, where it is one of the case's own.
  package var kindName: String?
  package var naming: Naming
  package var isSubject: Bool

  /// Further lines of the label.
  package var detail: [String]

  /// How a chain ends here, if one does: `origin`, `undisclosed` ….
  package var end: String?

  /// The outlet near which it stands; the outlet itself has its own id.
  ///
  /// Or another box, which has a name in the picture's `boxNames`.
  package var group: String?

  /// Why it stands out, the most telling first.
  package var marks: [PictureMark] = []

  /// How chains end here beside `end`.
  package var furtherEnds: [String] = []

  /// Whether it is words alone, and no entity.
  package var isText = false

  /// Where it stands; nil to leave it to Graphviz, as for all nodes or for none.
  package var position: PicturePoint?

  package init(
    id: String, name: String, kind: BaseKind, kindName: String? = nil, naming: Naming = .named,
    isSubject: Bool = false, detail: [String] = [], end: String? = nil, group: String? = nil
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.kindName = kindName
    self.naming = naming
    self.isSubject = isSubject
    self.detail = detail
    self.end = end
    self.group = group
  }
}

/// An attribution in a picture, from giver to receiver.
package struct PictureEdge: Hashable, Sendable {
  /// Unique among edges: the attribution's id.
  package var id: String
  package var source: String

  /// A node's id, or an edge's where the stance is on an attribution.
  package var target: String
  package var isTargetEdge: Bool

  /// How it reads, giver first.
  package var phrase: String
  package var date: String?
  package var locator: String?
  package var role: RelationRole

  /// The relation's name, a class of the drawn line; empty if it does not matter.
  package var relation: String
  package var isPossible: Bool

  /// Whether it is definitely later than the hop that it fed.
  package var isAnachronistic: Bool

  /// Whether it is a position against its target.
  package var isAgainst: Bool

  /// What sets it apart.
  package var mark: LineMark?

  /// A further line of its label.
  package var note: String?

  /// Where its label stands, the line leading through it; nil to leave it to Graphviz.
  package var labelPosition: PicturePoint?

  package init(
    id: String, source: String, target: String, isTargetEdge: Bool = false, phrase: String,
    date: String? = nil, locator: String? = nil, role: RelationRole, relation: String = "",
    isPossible: Bool = false, isAnachronistic: Bool = false, isAgainst: Bool = false
  ) {
    self.id = id
    self.source = source
    self.target = target
    self.isTargetEdge = isTargetEdge
    self.phrase = phrase
    self.date = date
    self.locator = locator
    self.role = role
    self.relation = relation
    self.isPossible = isPossible
    self.isAnachronistic = isAnachronistic
    self.isAgainst = isAgainst
  }
}
