import HeadwaterModel

/// Where a text comes from: the cells of one or more columns, or the mapping itself.
struct CellSource: Hashable, Sendable {
  /// The columns, with ` + ` between several, or the text.
  let text: String
  let isConstant: Bool

  /// The line of the mapping.
  let line: Int

  init(text: String, isConstant: Bool, line: Int) {
    self.text = text
    self.isConstant = isConstant
    self.line = line
  }

  init(_ line: MappingLine) {
    self.init(text: line.value, isConstant: line.isQuoted, line: line.line)
  }
}

/// A property and the cells that give its value.
struct PropertyMapping: Hashable, Sendable {
  let column: PropertyColumn
  let cells: CellSource
}

/// A kind and the line of the mapping that names it.
struct KindChoice: Hashable, Sendable {
  let kind: String
  let line: Int
}

/// How the kind of an entity is found.
struct KindRule: Hashable, Sendable {
  var column: CellSource?

  /// By the text of the column's cell.
  var byValue: [String: KindChoice] = [:]

  /// By how the text of the entity begins, the longest first.
  var byPrefix: [(prefix: String, choice: KindChoice)] {
    get { prefixes.map { ($0.prefix, $0.choice) } }
    set {
      prefixes = newValue.map { Prefix(prefix: $0.prefix, choice: $0.choice) }
        .sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
    }
  }

  /// Where nothing else says.
  var otherwise: KindChoice?

  private struct Prefix: Hashable, Sendable {
    let prefix: String
    let choice: KindChoice
  }

  private var prefixes: [Prefix] = []

  /// Whether nothing is said of kinds.
  var isEmpty: Bool { column == nil && prefixes.isEmpty && otherwise == nil }

  var choices: [KindChoice] {
    (byValue.values + prefixes.map(\.choice) + [otherwise].compactMap { $0 })
      .sorted { $0.line < $1.line }
  }
}

/// How one entity of a row is read.
struct EntityMapping: Hashable, Sendable {
  /// The cells whose text tells entities apart.
  var cells: CellSource
  var kind: KindRule

  /// The cells of the name; without them it is the text, of several cells the first.
  var name: CellSource?
  var naming = Naming.named
  var prefix: String
  var date: CellSource?
  var url: CellSource?
  var description: CellSource?
  var properties: [PropertyMapping] = []

  /// Whether rows can describe one entity in different ways.
  var isDescribed: Bool {
    name != nil || date != nil || url != nil || description != nil || !properties.isEmpty
  }
}

/// Who does what to whom, in the words of the mapping: "source cites target".
struct RelationSentence: Hashable, Sendable {
  /// The name or a phrase; nil where the relation's cell has it.
  let phrase: String?

  /// Whether the sentence begins with the source.
  let beginsWithSource: Bool
  let line: Int
}

enum RelationChoice: Hashable, Sendable {
  case skip
  case sentence(RelationSentence)
}

/// How the relation of a row is found.
struct RelationRule: Hashable, Sendable {
  var column: CellSource?

  /// By the text of the column's cell.
  var byValue: [String: RelationChoice] = [:]

  /// Where nothing else says.
  var otherwise: RelationChoice?

  var sentences: [RelationSentence] {
    (Array(byValue.values) + [otherwise].compactMap { $0 })
      .compactMap { if case .sentence(let sentence) = $0 { sentence } else { nil } }
      .sorted { $0.line < $1.line }
  }
}

/// A relation that the mapping brings with it.
struct RelationAddition: Hashable, Sendable {
  let definition: RelationDefinition
  let line: Int
}

/// How the attribution of a row is read.
struct AttributionMapping: Hashable, Sendable {
  /// Where the entities are described.
  enum Entities: Hashable, Sendable {
    /// In the row, as far as they are.
    case rows

    /// In the case, by the keys that their texts make.
    case known

    /// In a table of entities, which is read first.
    indirect case table(file: String, mapping: EdgeTableMapping)
  }

  var relation: RelationRule
  var source: EntityMapping
  var target: EntityMapping
  var entities: Entities
  var skipsEmptyEnds: Bool
  var about: EntityMapping?
  var accordingTo: EntityMapping?
  var locator: CellSource?
  var quote: CellSource?
  var date: CellSource?
  var note: CellSource?
  var properties: [PropertyMapping]
}
