import Crypto

/// A short name for content, the same wherever and whenever it is made.
enum ContentDigest {
  /// The first 16 hexadecimal digits of SHA-256 over the fields.
  ///
  /// Each enters as its length in bytes, `:` and its text, one that is absent as `-`, with `,`
  /// between them, so that no two lists of fields have the same bytes.
  static func text(of fields: [String?]) -> String {
    let text = fields.map { field in field.map { "\($0.utf8.count):\($0)" } ?? "-" }
      .joined(separator: ",")
    return hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(8))
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
