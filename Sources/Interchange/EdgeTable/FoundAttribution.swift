import HeadwaterModel

/// An attribution's mapping with its columns found in a table.
struct FoundAttribution {
  let relationColumn: FoundCells?
  let source: FoundEntity
  let target: FoundEntity
  let about: FoundEntity?
  let accordingTo: FoundEntity?
  let locator: FoundCells?
  let quote: FoundCells?
  let date: FoundCells?
  let note: FoundCells?
  let properties: [FoundProperty]

  init(_ mapping: AttributionMapping, _ finder: inout CellFinder) {
    source = FoundEntity(mapping.source, role: "source", &finder)
    target = FoundEntity(mapping.target, role: "target", &finder)
    relationColumn = finder.find(mapping.relation.column)
    about = mapping.about.map { FoundEntity($0, role: "about", &finder) }
    accordingTo = mapping.accordingTo.map { FoundEntity($0, role: "according to", &finder) }
    locator = finder.find(mapping.locator)
    quote = finder.find(mapping.quote)
    date = finder.find(mapping.date)
    note = finder.find(mapping.note)
    properties = FoundProperty.find(mapping.properties, &finder)
  }

  /// The columns that problems of the attribution's record belong to.
  func columns(sourceIsGiver: Bool) -> [String: String] {
    var columns: [String: String] = [:]
    for (field, cells) in [
      ("source", sourceIsGiver ? source.cells : target.cells),
      ("target", sourceIsGiver ? target.cells : source.cells),
      ("relation", relationColumn), ("about", about?.cells),
      ("according_to", accordingTo?.cells), ("locator", locator), ("quote", quote), ("date", date),
      ("note", note),
    ] {
      columns[field] = cells?.title
    }
    return columns
  }
}

/// What a row says of its attribution beyond its ends and its relation.
struct AttributionContent {
  var date: EDTFDate?
  var note: String?
  var locator: String?
  var quote: String?
  var properties: [Property] = []

  /// A hash of it all, with the entities that it names by number.
  func hash(about: Int?, document: Int?) -> FNV1a {
    var hash = FNV1a()
    for number in [about, document] {
      hash.add(UInt32(truncatingIfNeeded: (number ?? -1) + 1))
    }
    for text in [date?.text, note, locator, quote] { hash.add(text ?? "") }
    for property in properties.sorted(by: { ByteOrder.precedes($0.name, $1.name) }) {
      hash.add(property.name)
      hash.add(property.value.typeName)
      if case .list(_, let elements) = property.value {
        for element in elements { hash.add(element.scalarText) }
      } else {
        hash.add(property.value.scalarText)
      }
    }
    return hash
  }
}
