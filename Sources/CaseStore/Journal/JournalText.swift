import HeadwaterModel

/// What kind of row a change was made to; the numbers stand in `change.item`.
enum JournalItem: Int64, CaseIterable {
  case entity = 0
  case attribution, text, identity, relation, kind, setting
}

/// The one form in which rows enter the journal: compact JSON, fields in a fixed order, as UTF-8.
///
/// It is hashed when a row is written and again when the case is verified, so it must never change
/// for the same row. Other rows are named by number. Two rows are the same where their bytes are.
enum JournalText {
  static func text(_ stored: StoredEntity) -> [UInt8] {
    let record = stored.record
    return JournalBytes.object { object in
      object.field("publicKey", stored.publicKey)
      object.field("key", record.key)
      object.field("kind", record.kind)
      object.field("name", record.name)
      object.field("naming", record.naming.rawValue)
      object.field("upstream", record.upstream.rawValue)
      object.field("date", record.date?.text)
      object.field("url", record.url)
      object.field("language", record.language)
      object.field("description", record.description)
      object.list("aliases", record.aliases) { $0.element($1) }
      object.list("labels", record.labels) { $0.element($1) }
      properties(record.properties, in: &object)
    }
  }

  static func text(_ stored: StoredAttribution) -> [UInt8] {
    JournalBytes.object { object in
      object.field("id", stored.uid)
      object.field("source", stored.source)
      object.field("relation", stored.relation)
      object.field("target", stored.target)
      object.field("targetAttribution", stored.targetAttribution)
      object.field("about", stored.about)
      object.field("date", stored.date?.text)
      object.field("grade", stored.grade?.value)
      object.field("gradeScale", stored.grade?.scale)
      object.field("terms", stored.terms?.rawValue)
      object.field("basis", stored.basis?.rawValue)
      object.field("joint", stored.joint)
      object.field("status", stored.status.rawValue)
      object.field("note", stored.note)
      properties(stored.properties, in: &object)
      object.list("evidence", stored.evidence) { list, evidence in
        list.object { Self.evidence(evidence, in: &$0) }
      }
    }
  }

  private static func evidence(_ stored: StoredEvidence, in object: inout JournalBytes) {
    let record = stored.record
    object.field("document", stored.document)
    object.field("textVersion", record.textVersion)
    object.field("locator", record.locator)
    object.field("quote", record.quote)
    object.field("prefix", record.prefix)
    object.field("suffix", record.suffix)
    object.field("start", record.start)
    object.field("end", record.end)
    object.field("note", record.note)
  }

  static func text(_ stored: StoredText) -> [UInt8] {
    JournalBytes.object { object in
      object.field("document", stored.document)
      object.field("version", stored.record.version)
      object.field("mediaType", stored.record.mediaType)
      object.field("retrieved", stored.record.retrieved)
      object.field("content", stored.record.content)
    }
  }

  static func text(_ stored: StoredIdentity) -> [UInt8] {
    JournalBytes.object { object in
      object.field("id", stored.uid)
      object.field("entity", stored.entity)
      object.field("other", stored.other)
      object.field("verdict", stored.verdict.rawValue)
      object.field("author", stored.author)
      object.field("time", stored.time)
      object.field("reason", stored.reason)
      object.field("supersedes", stored.supersedes)
    }
  }

  static func text(_ relation: RelationDefinition) -> [UInt8] {
    JournalBytes.object { object in
      object.field("name", relation.name)
      object.field("role", relation.role.rawValue)
      object.field("phrase", relation.forwardPhrase)
      object.field("inversePhrase", relation.backwardPhrase)
      object.field("shapes", RelationShape.text(of: relation.shapes))
      object.field("prov", relation.prov)
      object.field("cito", relation.cito)
      object.field("followTheMoney", relation.followTheMoney)
    }
  }

  static func text(_ kind: KindDefinition) -> [UInt8] {
    JournalBytes.object { object in
      object.field("name", kind.name)
      object.field("parent", kind.parent)
    }
  }

  private static func properties(_ properties: [Property], in object: inout JournalBytes) {
    object.list("properties", properties) { list, property in
      list.object { object in
        object.field("name", property.name)
        object.field("type", property.value.typeName)
        object.field("value", property.value.scalarText)
      }
    }
  }
}

/// Compact JSON in the making; a field that is absent leaves no trace.
struct JournalBytes {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  static func object(_ body: (inout JournalBytes) -> Void) -> [UInt8] {
    var writer = JournalBytes()
    writer.bytes.reserveCapacity(256)
    writer.object(body)
    return writer.bytes
  }

  mutating func object(_ body: (inout JournalBytes) -> Void) {
    enclosed("{", "}", body)
  }

  mutating func field(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    append(name)
    append(value)
  }

  mutating func field(_ name: StaticString, _ value: Int64?) {
    guard let value else { return }
    append(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func list<Element>(
    _ name: StaticString, _ elements: [Element],
    _ body: (inout JournalBytes, Element) -> Void
  ) {
    append(name)
    needsComma = false
    enclosed("[", "]") { list in
      for element in elements { body(&list, element) }
    }
  }

  mutating func element(_ text: String) {
    separate()
    append(text)
  }

  private mutating func enclosed(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JournalBytes) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func append(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      if utf8.contains(where: Self.needsEscape) {
        for byte in utf8 { appendEscaped(byte) }
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20, 0x7f:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default:
      bytes.append(byte)
    }
  }
}
