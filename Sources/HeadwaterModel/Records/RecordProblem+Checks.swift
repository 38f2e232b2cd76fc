/// The checks that every record passes before it is written, whatever it is written to.
package enum RecordCheck {
  /// Checks one optional text field: no NUL, not too long, not empty.
  package static func text(
    _ text: String?, _ column: String, limit: Int = Limits.fieldBytes
  ) throws(RecordProblem) {
    guard let text else { return }
    guard !text.isEmpty else {
      throw RecordProblem(.missingValue, column: column, "\(column) is empty; leave it out instead")
    }
    guard text.utf8.count <= limit else {
      throw RecordProblem(
        .tooLong, column: column, "\(column) is longer than the limit of \(limit) bytes")
    }
    guard !text.utf8.contains(0) else {
      throw RecordProblem(.invalidText, column: column, "\(column) contains a NUL character")
    }
  }

  package static func entity(_ record: EntityRecord) throws(RecordProblem) {
    if let key = record.key { try EntityKey.check(key) }
    try text(record.name, "name", limit: Limits.nameBytes)
    try text(record.url, "url")
    try text(record.language, "language", limit: Limits.nameBytes)
    try text(record.description, "description")
    for alias in record.aliases { try text(alias, "aliases", limit: Limits.nameBytes) }
    for label in record.labels { try text(label, "labels", limit: Limits.propertyNameBytes) }
    try properties(record.properties)
  }

  package static func attribution(_ record: AttributionRecord) throws(RecordProblem) {
    try text(record.id, "id", limit: Limits.uidBytes)
    if let id = record.id, id.unicodeScalars.contains(where: isUnfitForID) {
      throw RecordProblem(
        .invalidName, column: "id",
        "\(quoted(id)) is no id: leave out spaces and control characters"
      )
    }
    try text(record.joint, "joint", limit: Limits.nameBytes)
    try text(record.note, "note")
    try text(record.grade?.value, "grade", limit: Limits.nameBytes)
    try text(record.grade?.scale, "grade", limit: Limits.nameBytes)
    try properties(record.properties)
    for evidence in record.evidence { try self.evidence(evidence) }
  }

  package static func evidence(_ record: EvidenceRecord) throws(RecordProblem) {
    guard !record.document.isEmpty else {
      throw RecordProblem(
        .evidenceWithoutDocument, column: "according_to",
        "a locator or quotation needs the document that it is in")
    }
    try text(record.locator, "locator", limit: Limits.nameBytes)
    try text(record.quote, "quote")
    try text(record.prefix, "prefix")
    try text(record.suffix, "suffix")
    try text(record.textVersion, "text_version", limit: Limits.nameBytes)
    try text(record.note, "note")
    if let start = record.start, start < 0 {
      throw RecordProblem(.unknownValue, column: "start", "start counts code points from 0")
    }
    if (record.start == nil) != (record.end == nil) {
      throw RecordProblem(.missingValue, column: "end", "start and end are given together")
    }
    if let start = record.start, let end = record.end, end < start {
      throw RecordProblem(.unknownValue, column: "end", "end lies before start")
    }
  }

  package static func textRecord(_ record: TextRecord) throws(RecordProblem) {
    try text(record.version, "version", limit: Limits.vocabularyNameBytes)
    if record.version.unicodeScalars.contains(where: { isUnfitForID($0) || $0 == "/" }) {
      throw RecordProblem(
        .invalidName, column: "version", "\(quoted(record.version)) is no name for a version")
    }
    try text(record.mediaType, "media_type", limit: Limits.nameBytes)
    try text(record.retrieved, "retrieved", limit: Limits.nameBytes)
    guard record.content.utf8.count <= Limits.textBytes else {
      throw RecordProblem(
        .tooLong, column: "content", "the text is longer than \(Limits.textBytes) bytes")
    }
    guard !record.content.utf8.contains(0) else {
      throw RecordProblem(.invalidText, column: "content", "the text contains a NUL character")
    }
  }

  private static func isUnfitForID(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }

  private static func properties(_ properties: [Property]) throws(RecordProblem) {
    for (index, property) in properties.enumerated() {
      try text(property.name, "property", limit: Limits.propertyNameBytes)
      if property.name.isEmpty {
        throw RecordProblem(.invalidProperty, column: "property", "a property needs a name")
      }
      if index > 0, properties[index - 1].name == property.name {
        throw RecordProblem(
          .duplicate, column: property.name, "the property \(quoted(property.name)) is given twice")
      }
      try value(property.value, of: property.name)
    }
  }

  private static func value(_ value: PropertyValue, of name: String) throws(RecordProblem) {
    switch value {
    case .text(let text):
      guard !text.utf8.contains(0), text.utf8.count <= Limits.fieldBytes else {
        throw RecordProblem(.invalidText, column: name, "the value has a NUL or is too long")
      }
    case .temporal(_, let text):
      try self.text(text, name, limit: Limits.nameBytes)
    case .list(let type, let elements):
      for element in elements {
        guard element.elementType == type else {
          throw RecordProblem(
            .invalidProperty, column: name, "the elements of a list have one type")
        }
        try self.value(element, of: name)
      }
    case .integer, .float, .boolean:
      break
    }
  }
}
