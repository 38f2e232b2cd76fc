import HeadwaterModel

/// What kind of row a change was made to; the numbers stand in `change.item`.
enum JournalItem: Int64 {
  case entity = 0
  case attribution, text, identity, relation, kind, setting
}

/// The one form in which rows enter the journal: compact JSON, fields in a fixed order.
///
/// It is hashed when a row is written and again when the case is verified, so it must never change
/// for the same row. Other rows are named by number.
enum JournalText {
  /// Whether two rows are the same, byte for byte.
  static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  static func text(_ stored: StoredEntity) -> String {
    let record = stored.record
    var fields = [
      field("publicKey", stored.publicKey), field("key", record.key), field("kind", record.kind),
      field("name", record.name), field("naming", record.naming.rawValue),
      field("upstream", record.upstream.rawValue), field("date", record.date?.text),
      field("url", record.url), field("language", record.language),
      field("description", record.description),
    ]
    fields.append("\"aliases\":" + array(record.aliases.map(string)))
    fields.append("\"labels\":" + array(record.labels.map(string)))
    fields.append("\"properties\":" + properties(record.properties))
    return object(fields)
  }

  static func text(_ stored: StoredAttribution) -> String {
    object([
      field("id", stored.uid), field("source", stored.source), field("relation", stored.relation),
      field("target", stored.target), field("targetAttribution", stored.targetAttribution),
      field("about", stored.about), field("date", stored.date?.text),
      field("grade", stored.grade?.value), field("gradeScale", stored.grade?.scale),
      field("terms", stored.terms?.rawValue), field("basis", stored.basis?.rawValue),
      field("joint", stored.joint), field("status", stored.status.rawValue),
      field("note", stored.note), "\"properties\":" + properties(stored.properties),
      "\"evidence\":" + array(stored.evidence.map(evidence)),
    ])
  }

  private static func evidence(_ stored: StoredEvidence) -> String {
    let record = stored.record
    return object([
      field("document", stored.document), field("textVersion", record.textVersion),
      field("locator", record.locator), field("quote", record.quote),
      field("prefix", record.prefix), field("suffix", record.suffix),
      field("start", record.start), field("end", record.end), field("note", record.note),
    ])
  }

  static func text(_ stored: StoredText) -> String {
    object([
      field("document", stored.document), field("version", stored.record.version),
      field("mediaType", stored.record.mediaType), field("retrieved", stored.record.retrieved),
      field("content", stored.record.content),
    ])
  }

  static func text(_ stored: StoredIdentity) -> String {
    object([
      field("id", stored.uid), field("entity", stored.entity), field("other", stored.other),
      field("verdict", stored.verdict.rawValue), field("author", stored.author),
      field("time", stored.time), field("reason", stored.reason),
      field("supersedes", stored.supersedes),
    ])
  }

  static func text(_ relation: RelationDefinition) -> String {
    object([
      field("name", relation.name), field("role", relation.role.rawValue),
      field("phrase", relation.forwardPhrase), field("inversePhrase", relation.backwardPhrase),
      field("shapes", RelationShape.text(of: relation.shapes)), field("prov", relation.prov),
      field("cito", relation.cito), field("followTheMoney", relation.followTheMoney),
    ])
  }

  static func text(_ kind: KindDefinition) -> String {
    object([field("name", kind.name), field("parent", kind.parent)])
  }

  private static func properties(_ properties: [Property]) -> String {
    array(
      properties.map { property in
        object([
          field("name", property.name), field("type", property.value.typeName),
          field("value", property.value.scalarText),
        ])
      })
  }

  /// A field that is absent leaves no trace, so that all have the same form.
  private static func field(_ name: String, _ value: String?) -> String {
    value.map { "\"\(name)\":" + string($0) } ?? ""
  }

  private static func field(_ name: String, _ value: Int64?) -> String {
    value.map { "\"\(name)\":\($0)" } ?? ""
  }

  private static func object(_ fields: [String]) -> String {
    "{" + fields.filter { !$0.isEmpty }.joined(separator: ",") + "}"
  }

  private static func array(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ",") + "]"
  }

  private static func string(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7f:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }
}
