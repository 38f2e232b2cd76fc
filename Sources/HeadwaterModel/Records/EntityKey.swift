/// The readable, stable keys of entities.
public enum EntityKey {
  /// Checks that `key` is a letter or digit, then letters, digits, `.`, `_` and `-`.
  ///
  /// Letters of any script count, with their combining marks.
  ///
  /// - Throws: `invalidKey`.
  public static func check(_ key: String, column: String = "key") throws(RecordProblem) {
    guard !key.isEmpty else {
      throw RecordProblem(.invalidKey, column: column, "the key is empty")
    }
    guard key.utf8.count <= Limits.keyBytes else {
      throw RecordProblem(
        .tooLong, column: column, "the key is longer than \(Limits.keyBytes) bytes")
    }
    for (index, scalar) in key.unicodeScalars.enumerated() {
      guard isAllowed(scalar, isFirst: index == 0) else {
        throw RecordProblem(
          .invalidKey, column: column,
          "\(quoted(key)) is no key: use letters, digits, “.”, “_” and “-”, "
            + "beginning with a letter or digit")
      }
    }
  }

  /// The form in which two keys that differ only in letters' case are equal.
  public static func folded(_ key: String) -> String {
    key.lowercased()
  }

  /// Whether a key may have this character, at its start or behind it.
  package static func isAllowed(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        return true
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        return !isFirst
      default:
        return false
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber:
      return true
    case .nonspacingMark, .spacingMark:
      return !isFirst
    default:
      return false
    }
  }
}
