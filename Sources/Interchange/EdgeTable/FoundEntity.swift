import HeadwaterModel

/// An entity's mapping with its columns found in a table.
struct FoundEntity {
  let mapping: EntityMapping

  /// The words by which problems of the row call this entity: "source", "target" ….
  let role: String
  let cells: FoundCells
  let kindColumn: FoundCells?
  let name: FoundCells?
  let date: FoundCells?
  let url: FoundCells?
  let description: FoundCells?
  let properties: [FoundProperty]

  init(_ mapping: EntityMapping, role: String, _ finder: inout CellFinder) {
    self.mapping = mapping
    self.role = role
    cells = finder.find(mapping.cells)
    kindColumn = finder.find(mapping.kind.column)
    name = finder.find(mapping.name)
    date = finder.find(mapping.date)
    url = finder.find(mapping.url)
    description = finder.find(mapping.description)
    properties = FoundProperty.find(mapping.properties, &finder)
  }

  func identity(in row: CSVRow) -> EntityRegistry.Identity {
    EntityRegistry.Identity(prefix: mapping.prefix, parts: cells.parts(of: row))
  }

  /// Text of the row in a message, unless it is that of somebody protected.
  func quotation(_ text: String) -> String {
    mapping.naming == .withheld ? "a withheld source" : quoted(text)
  }

  /// What the row says of the entity beyond its text, to compare two rows by.
  func descriptionHash(of row: CSVRow) -> UInt64? {
    guard mapping.isDescribed else { return nil }
    var hash = FNV1a()
    for cells in [name, date, url, description] + properties.map(\.cells) {
      hash.add(cells?.text(of: row) ?? "")
    }
    return hash.value
  }

  /// The columns that problems of the entity's record belong to.
  var columns: [String: String] {
    var columns: [String: String] = [:]
    for (field, cells) in [
      ("key", self.cells), ("kind", kindColumn ?? self.cells), ("name", name ?? self.cells),
      ("date", date), ("url", url), ("description", description),
    ] {
      columns[field] = cells?.title
    }
    return columns
  }
}

/// A property's mapping with its columns found in a table.
struct FoundProperty {
  let column: PropertyColumn
  let cells: FoundCells

  static func find(
    _ mappings: [PropertyMapping], _ finder: inout CellFinder
  ) -> [FoundProperty] {
    mappings.map { FoundProperty(column: $0.column, cells: finder.find($0.cells)) }
  }

  /// The property of a row; nil where the cell is empty.
  ///
  /// - Throws: `invalidProperty`.
  func property(in row: CSVRow) throws(RecordProblem) -> Property? {
    guard let text = cells.text(of: row) else { return nil }
    let isPlain = column.type == .text && !column.isList
    do throws(RecordProblem) {
      guard let value = isPlain ? .text(text) : try column.value(of: text) else { return nil }
      return Property(name: column.name, value: value)
    } catch {
      throw error.inColumn(cells.title)
    }
  }
}
