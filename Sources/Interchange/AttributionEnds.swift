import HeadwaterModel

/// The relation and the two ends of an attribution, giver first.
struct AttributionEnds {
  var source = ""
  var relation = ""
  var target = AttributionTarget.entity("")

  /// The columns that the ends stand in, where they are not those of the same name.
  var columns: [String: String] = [:]
}

/// Reads ends however they are given: giver or receiver first, as the relation's words have it.
struct AttributionEndsReader {
  private static let edgePrefix = "attribution:"

  private let vocabulary: () throws -> Vocabulary
  private var readings: [String: RelationReading] = [:]

  /// `vocabulary` is asked for the relations that count.
  init(vocabulary: @escaping () throws -> Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// Makes the next reading ask for the vocabulary again, as it has grown.
  mutating func forgetRelations() {
    readings.removeAll()
  }

  /// Reads the three texts, which are empty where they are missing and noted already.
  ///
  /// - Throws: What `vocabulary` throws.
  mutating func read(
    source: String, relation: String, target: String, note: (RecordProblem) -> Void
  ) throws -> AttributionEnds {
    var ends = AttributionEnds()
    var isReversed = false
    if !relation.isEmpty {
      (ends.relation, isReversed) = try readRelation(relation, note)
    }
    if isReversed { ends.columns = ["source": "target", "target": "source"] }
    let giver = (text: isReversed ? target : source, column: ends.columns["source"] ?? "source")
    let receiver = (text: isReversed ? source : target, column: ends.columns["target"] ?? "target")
    ends.source = giver.text
    if Self.edgeID(giver.text) != nil {
      note(
        RecordProblem(
          .forbiddenShape, column: giver.column,
          "the giver is an entity; only what is denied, confirmed … can be an attribution"))
    }
    ends.target = .entity(receiver.text)
    if let id = Self.edgeID(receiver.text) {
      ends.target = .attribution(id)
      if id.isEmpty {
        note(
          RecordProblem(
            .missingValue, column: receiver.column, "the id behind “attribution:” is missing"))
      }
    }
    return ends
  }

  /// Reads a relation; in an open case, one that is not known is taken as it is.
  private mutating func readRelation(
    _ text: String, _ note: (RecordProblem) -> Void
  ) throws -> (name: String, isReversed: Bool) {
    if let reading = readings[text] { return (reading.relation.name, reading.isReversed) }
    let vocabulary = try vocabulary()
    do throws(RecordProblem) {
      let reading = try vocabulary.readRelation(text)
      readings[text] = reading
      return (reading.relation.name, reading.isReversed)
    } catch {
      if !vocabulary.isOpen { note(error.inColumn("relation")) }
      return (text, false)
    }
  }

  /// The id in `attribution:ID`; nil where the text is an entity's key.
  private static func edgeID(_ text: String) -> String? {
    // Bytes, as an id may begin with a mark that would join the colon before it.
    guard text.utf8.starts(with: edgePrefix.utf8) else { return nil }
    return String(text.unicodeScalars.dropFirst(edgePrefix.unicodeScalars.count)).trimmed
  }
}
