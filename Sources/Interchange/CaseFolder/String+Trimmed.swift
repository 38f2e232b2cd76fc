extension String {
  /// The text without the white space at either end.
  var trimmed: String {
    // Most texts begin and end with a visible character of ASCII.
    if let first = utf8.first, let last = utf8.last, isVisibleASCII(first), isVisibleASCII(last) {
      return self
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }
}

private func isVisibleASCII(_ byte: UInt8) -> Bool {
  byte > UInt8(ascii: " ") && byte < 0x7F
}
