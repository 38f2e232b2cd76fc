/// Where a function, initialiser, subscript or computed property stands.
struct FunctionSpan: Hashable, Sendable {
  let name: String
  /// The line of `func`, `init`, `deinit`, `subscript` or `var`.
  let firstLine: Int
  /// The line of the closing brace.
  let lastLine: Int

  var lineCount: Int { lastLine - firstLine + 1 }
}

extension SwiftSource {
  /// Everything in the file that has a body of its own, in the order of its first lines.
  ///
  /// Nested functions are listed too, and count towards the one around them. Requirements of
  /// protocols and stored properties have no body and are left out.
  func functions() -> [FunctionSpan] {
    tokens.indices.compactMap { index in
      guard let name = declaredName(at: index),
        let opening = bodyStart(after: index, isProperty: tokens[index].text == "var")
      else { return nil }
      return FunctionSpan(
        name: name, firstLine: tokens[index].line, lastLine: closingLine(from: opening))
    }
  }

  /// What the declaration at `index` declares, or nil if none starts there.
  private func declaredName(at index: Int) -> String? {
    let keyword = tokens[index].text
    let before = index > 0 ? tokens[index - 1].text : "\n"
    let after = index + 1 < tokens.count ? tokens[index + 1].text : "\n"
    guard before != ".", after != ":" else { return nil }
    switch keyword {
    case "func", "var": return after
    case "init": return ["(", "<", "?", "!"].contains(after) ? keyword : nil
    case "subscript": return ["(", "<"].contains(after) ? keyword : nil
    case "deinit": return keyword
    default: return nil
    }
  }

  /// The index of the brace that opens the body, or nil if there is no body.
  private func bodyStart(after declaration: Int, isProperty: Bool) -> Int? {
    var depth = 0
    var hasType = false
    for index in tokens.indices.dropFirst(declaration + 1) {
      switch tokens[index].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case _ where depth > 0: break
      case "{": return isProperty && !hasType ? nil : index
      case "}", ";": return nil
      case ":": hasType = true
      case "=" where isProperty: return nil
      case "\n" where endsDeclaration(at: index): return nil
      default: break
      }
      if depth < 0 { return nil }
    }
    return nil
  }

  /// Whether the line end at `index` closes a declaration that has had no body so far.
  private func endsDeclaration(at index: Int) -> Bool {
    let before = tokens[..<index].suffix(2).map(\.text)
    if let last = before.last, [",", "&", ":", "=", "where"].contains(last) { return false }
    if before == ["-", ">"] { return false }
    let next = tokens[index...].first { $0.text != "\n" }?.text ?? "}"
    return !["{", "-", "&", ",", "where", "throws", "rethrows", "async", ">", ")"].contains(next)
  }

  /// The line of the brace that closes the one at `opening`; the last line if none does.
  private func closingLine(from opening: Int) -> Int {
    var depth = 0
    for token in tokens[opening...] {
      if token.text == "{" { depth += 1 }
      if token.text == "}" { depth -= 1 }
      if depth == 0 { return token.line }
    }
    return lineCount
  }
}
