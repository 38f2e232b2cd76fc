import Testing

@Suite struct SwiftSourceTests {
  private func source(_ text: String) -> SwiftSource {
    SwiftSource(path: "Sample.swift", text: text)
  }

  private func words(_ text: String) -> [String] {
    source(text).tokens.map(\.text).filter { $0.first?.isLetter == true }
  }

  @Test("Comments are no code, however they nest")
  func comments() {
    let source = source("a // b\n/* c /* d */ e\n*/ f\n")
    #expect(source.tokens.map(\.text) == ["a", "\n", "\n", "f", "\n"])
    #expect(source.comments.map(\.firstLine) == [1, 2])
    #expect(source.comments.map(\.lastLine) == [1, 3])
    #expect(source.comments.first?.text == "// b")
  }

  @Test("A comment is beside its own line and the next one")
  func besideComments() {
    let source = source("// why\na\nb\n")
    #expect(source.hasComment(atOrBefore: 1))
    #expect(source.hasComment(atOrBefore: 2))
    #expect(!source.hasComment(atOrBefore: 3))
  }

  @Test(
    "Strings are no code, however they are quoted",
    arguments: [
      #"a("{ // \" b") c"#, ##"a(#"{ " \(b) "#) c"##, "a(\"\"\"\n  { \" b\n  \"\"\") c",
      ##"a(#"""#) c"##, #"a("") c"#, "a(#\"\"\"\n  \" \\(b)\n  \"\"\"#) c",
    ])
  func strings(text: String) {
    #expect(words(text) == ["a", "c"])
  }

  @Test("The code in an interpolation is code, with the strings in it")
  func interpolation() {
    let source = source(#"a("x \(b(")", c(1))) y") + d"#)
    #expect(words(#"a("x \(b(")", c(1))) y") + d"#) == ["a", "b", "c", "d"])
    #expect(source.literals.map(\.text).contains("x ? y"))
    #expect(words(##"a(#"x \#(b) \(c)"#)"##) == ["a", "b"])
  }

  @Test("Regex literals are no code; division is")
  func regexes() {
    #expect(words(#"a = /"b{/; c"#) == ["a", "c"])
    #expect(words(##"a(#/"b{/c/#) + d"##) == ["a", "d"])
    #expect(words("a = b / c / d\ne = f(x) / g") == ["a", "b", "c", "d", "e", "f", "x", "g"])
    #expect(words(#"a = "b" / c / d"#) == ["a", "c", "d"])
  }

  @Test("Raw identifiers are words of their own")
  func rawIdentifiers() {
    #expect(words("func `a true { sentence`() { b }") == ["func", "b"])
  }

  @Test("An unclosed string ends with its line, an unclosed comment with the file")
  func unclosed() {
    #expect(words("a(\"b\nc") == ["a", "c"])
    #expect(words("a /* b\nc") == ["a"])
    #expect(words("a(\"\\") == ["a"])
    #expect(words("a(\"\\(b") == ["a", "b"])
  }

  @Test("Tokens of a pattern stand without a space between them")
  func occurrences() {
    let source = source("try! a\ntry !b\n// try! c\n\"try! d\"\n")
    let lines = source.occurrences(of: ["try", "!"]).map { source.tokens[$0].line }
    #expect(lines == [1])
  }

  @Test("Imports are found with any access and of any kind")
  func imports() {
    let text = "package import A\nimport struct B.C\n@preconcurrency import D\n// import E\n"
    let source = source(text)
    #expect(source.imports().map(\.module) == ["A", "B", "D"])
  }

  @Test("A last line counts with and without its line end")
  func lineCounts() {
    #expect(source("a\nb\n").lineCount == 2)
    #expect(source("a\nb").lineCount == 2)
  }
}
