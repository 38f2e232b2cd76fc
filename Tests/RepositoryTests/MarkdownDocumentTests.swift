import Testing

@Suite struct MarkdownDocumentTests {
  @Test(
    "Links are found in every form",
    arguments: [
      ("see [a](b.md) and ![c](d(1).svg \"e\")", ["b.md", "d(1).svg"]),
      ("[![badge](a.svg)](b.md#c)", ["a.svg", "b.md#c"]),
      ("[a]: <b.md> \"c\"", ["b.md"]),
      ("<img alt=\"a\" src=\"b.svg\"> <a href=\"#c\">d</a>", ["b.svg", "#c"]),
      ("[a](<b c.md>)", ["b c.md"]),
      ("`[a](b.md)` ``[c](`d`)`` [e](f)", ["f"]),
      ("[^1]: a footnote", []), ("a[1] (b)", []),
    ])
  func links(text: String, targets: [String]) {
    #expect(MarkdownDocument(text).links.map(\.target) == targets)
  }

  @Test("What stands in a fence is neither link nor heading")
  func fences() {
    let document = MarkdownDocument("a\n```console\n$ b\n# c [d](e)\n```\n~~~\n```\n~~~\n# f\n")
    #expect(document.links.isEmpty)
    #expect(document.headings.map(\.text) == ["f"])
    #expect(document.fences.map(\.line) == [2, 6])
    #expect(document.fences.map(\.language) == ["console", ""])
    #expect(document.fences.map(\.body) == [["$ b", "# c [d](e)"], ["```"]])
    #expect(document.lineCount == 9)
  }

  @Test("Anchors are made from headings, with a number where they repeat")
  func anchors() {
    let document = MarkdownDocument("# A `b`: c_d!\n## E\n### E\n#no\n")
    #expect(document.anchors == ["a-b-c_d", "e", "e-1"])
  }
}
