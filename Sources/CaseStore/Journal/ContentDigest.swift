import Crypto

/// A short name for content, the same wherever and whenever it is made.
enum ContentDigest {
  /// The first 16 hexadecimal digits of SHA-256 over the fields.
  ///
  /// Each enters as its length in bytes, `:` and its text, one that is absent as `-`, with `,`
  /// between them, so that no two lists of fields have the same bytes.
  static func text(of fields: [String?]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    for field in fields {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
      if let field {
        bytes.append(contentsOf: String(field.utf8.count).utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: field.utf8)
      } else {
        bytes.append(UInt8(ascii: "-"))
      }
    }
    return hexadecimal(SHA256.hash(data: bytes).prefix(8))
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
