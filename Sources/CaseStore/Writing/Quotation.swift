import HeadwaterModel

/// Finds a quotation in a text, exactly or not at all.
enum Quotation {
  /// Whether the quotation of `evidence` stands in `text`, at its positions where it has any.
  ///
  /// Positions count Unicode code points, the end exclusive, as the Web Annotation data model's
  /// TextPositionSelector does. Nothing is matched loosely: a look-alike is no quotation.
  ///
  /// - Complexity: O(text) where the quotation's first bytes are rare in the text.
  static func stands(_ evidence: EvidenceRecord, in text: String) -> Bool {
    guard let quote = evidence.quote else { return true }
    // Bytes are enough: a character's in UTF-8 never begin inside those of another.
    let before = Array((evidence.prefix ?? "").utf8)
    let wanted = before + Array(quote.utf8) + Array((evidence.suffix ?? "").utf8)
    var text = text
    return text.withUTF8 { text in
      guard let start = evidence.start, let end = evidence.end else {
        return contains(text, wanted)
      }
      guard start >= 0, end >= start, end - start == Int64(quote.unicodeScalars.count),
        let offset = offset(ofCodePoint: start, in: text), offset >= before.count
      else { return false }
      return text[(offset - before.count)...].starts(with: wanted)
    }
  }

  private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    guard text.count >= wanted.count else { return false }
    return wanted.withUnsafeBufferPointer { wanted in
      for start in 0...(text.count - wanted.count) where text[start] == first {
        if text[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
      }
      return false
    }
  }

  /// Where a code point begins, or the text ends; nil beyond that.
  private static func offset(
    ofCodePoint position: Int64, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var left = position
    for (offset, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
      if left == 0 { return offset }
      left -= 1
    }
    return left == 0 ? text.count : nil
  }
}

/// Looks quotations up in the case, and keeps the text of the last one for the next.
struct QuotationChecker {
  enum Outcome: Hashable {
    case stands, notFound, noSuchVersion
  }

  private let table: TextTable
  private var last: (id: Int64, text: String)?

  init(_ table: TextTable) {
    self.table = table
  }

  mutating func check(_ evidence: StoredEvidence) throws -> Outcome {
    guard let version = evidence.record.textVersion else { return .stands }
    guard let id = try table.id(document: evidence.document, version: version) else {
      return .noSuchVersion
    }
    if last?.id != id { last = try table.load(id).map { (id, $0.record.content) } }
    guard let text = last?.text else { return .noSuchVersion }
    return Quotation.stands(evidence.record, in: text) ? .stands : .notFound
  }
}
