import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("Edge tables are read as messy as they come")
struct EdgeTableMessyTests {
  private let plain = EdgeTableMappingTests.plain

  @Test(
    "A mark, line ends, blanks and capitals in the header and blank lines do not matter",
    arguments: [
      "\u{FEFF}a,b\r\nx,y\r\n", "\r\n\r\n A , B \r\n\r\n x ,\u{A0}y\u{A0}\r\n , \r\n", "a,b\rx,y",
      "b;a\ny;x\n", "b\ta\ny\tx", "a,b,\nx,y,\n", ",a,b\n0,x,y\n", "\"a\",\"b\"\n\"x\",\"y\"",
      "a,b,c,c\nx,y,1,2\n", "a,b\n\"x\r\n\",\"\n y\"\n",
    ])
  func harmless(table: String) throws {
    let content = try EdgeTableContent(table, plain)
    #expect(content.problems == [])
    #expect(content.edges == ["y cited_by x"])
    #expect(content.people == ["x document x", "y document y"])
  }

  @Test("Line breaks inside a text become one blank, and lines are still counted right")
  func lineBreaks() throws {
    let content = try EdgeTableContent("a,b\n\"x\n\n y\",z\nq,\n", plain)
    #expect(content.people == ["x-y document x y", "z document z"])
    #expect(content.problems == ["t.csv:5: b: the target is empty"])
  }

  @Test(
    "Delimiters that are told need no header to be found",
    arguments: [
      ("space", " a \t b \n  x   y\t\n\n"), ("space", "a b\n\"x\" y\n"), ("pipe", "a|b\nx|y\n"),
      ("|", "a | b\nx|y\n"), (":", "a:b\nx:y"), ("tab", "a\tb\nx\ty\n"), ("Semicolon", "a;b\nx;y"),
      ("detect", "a;b\nx;y"),
    ])
  func delimiters(delimiter: String, table: String) throws {
    let content = try EdgeTableContent(table, plain + "delimiter = \(delimiter)")
    #expect(content.problems == [])
    #expect(content.edges == ["y cited_by x"])
  }

  @Test("Between blanks a text in quotation marks may have blanks of its own")
  func quotedBlanks() throws {
    let content = try EdgeTableContent(
      "a b\n\"x  y\"   \"say \"\"it\"\"\"\n", plain + "delimiter = space")
    #expect(content.people == ["x-y document x y", "say-it document say \"it\""])
  }

  @Test("Without a header columns are called by number")
  func noHeader() throws {
    let mapping =
      "header = no\nsource = 2\ntarget = 1\nkind = document\nrelation = source cites target"
    let content = try EdgeTableContent("x,y\nx,y,z\nz\n\"q\n", mapping)
    #expect(content.edges == ["x cited_by y"])
    #expect(content.places.last?.line == 1)
    #expect(
      content.problems == [
        "t.csv:2: the row has 3 fields, the first row 2 columns: put quotes around fields that "
          + "contain a comma, or remove what is too many",
        "t.csv:3: the row has 1 field, the first row 2 columns: add what is missing, if only a "
          + "comma for each empty field",
        "t.csv:4: 1: the quote opened here is never closed: add the closing quote",
      ])
  }

  @Test("Lines that begin with the comment's sign are passed over and still count as lines")
  func comments() throws {
    let mapping = plain + "comment = #\n"
    let table =
      "\u{FEFF}# one \"quote\r\n#\r\na,b\r\nx,#y\r\n#,z\r\n\"#p\n#q\",r\r\n #s,t\r\n#u\r\nv,\r\n#"
    let content = try EdgeTableContent(table, mapping)
    #expect(content.edges == ["y cited_by x", "r cited_by p-q", "t cited_by s"])
    #expect(content.places.map(\.line).suffix(3) == [8, 8, 8])
    #expect(content.problems == ["t.csv:10: b: the target is empty"])
    let long = try EdgeTableContent("//// x\na,b\n/x,y\n// z", plain + "comment = //")
    #expect(long.people.first == "x document /x")
    #expect(long.edges == ["y cited_by x"])
  }

  @Test("Bytes that are not UTF-8 are read as what they seem to be, and the user is told")
  func encodings() throws {
    let latin = Array("a,b\nx,y\nz,".utf8) + [0xC9, 0x74, 0xE9] + Array("\n".utf8)
    let content = try EdgeTableContent(latin, plain)
    #expect(content.people.last == "été document Été")
    #expect(content.warnings == ["assumedEncoding:3"])
    #expect(content.reading.warnings[0].message.contains("say “encoding = latin-1” in "))
    let windows = try EdgeTableContent(
      latin + Array("q,".utf8) + [0x93, 0x80, 0x94] + Array("\n".utf8), plain)
    #expect(windows.entities.last?.name == "“€”")
    #expect(windows.warnings == ["assumedEncoding:3"])
    #expect(windows.reading.warnings[0].message.contains("read as windows-1252"))
    for name in ["latin-1", "Windows-1252"] {
      let declared = try EdgeTableContent(latin, plain + "encoding = \(name)\ncomment = %")
      #expect(declared.people.last == "été document Été")
      #expect(declared.warnings == [])
    }
  }

  @Test("A UTF-8 table with a few wrong bytes stays one, and its bad rows are listed")
  func mixed() throws {
    let table = Array("a,b\né,ü\nö,".utf8) + [0xE9] + Array("\nä,y\n".utf8)
    let content = try EdgeTableContent(table, plain)
    #expect(content.edges == ["ü cited_by é", "y cited_by ä"])
    #expect(
      content.problems == [
        "t.csv:3: b: the byte at offset 13 is not UTF-8: save the file as UTF-8"
      ])
    let declared = try EdgeTableContent(
      Array("a,b\nx,".utf8) + [0xE9, 0x0A], plain + "encoding = utf-8")
    #expect(declared.problems.count == 1 && declared.reading.attributions == 0)
  }

  @Test("UTF-16 and a table without anything are refused with a reason")
  func hopeless() throws {
    let wide = try EdgeTableContent([0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x62, 0], plain)
    #expect(wide.problems == ["t.csv:1: the file is in UTF-16: save it as UTF-8"])
    for table in ["", "\n\n", "\u{FEFF}"] {
      #expect(try EdgeTableContent(table, plain).problems == ["t.csv:1: the table is empty"])
    }
    #expect(try EdgeTableContent("a,b\n", plain).reading == EdgeTableReading())
  }

  @Test(
    "A header of one column asks for the delimiter",
    arguments: [
      ("comma", "a;b\nx;y\n", "semicolon"), ("detect", "a|b\nx|y\n", "pipe"),
      ("detect", "a b\nx y\n", "space"), (";", "a,b\n", "comma"), ("comma", "a\tb\n", "tab"),
    ])
  func wrongDelimiter(delimiter: String, table: String, right: String) throws {
    let content = try EdgeTableContent(table, plain + "delimiter = \(delimiter)")
    #expect(
      content.problems == [
        "t.csv:1: the header has one column: is the delimiter a \(right)? Then say “delimiter = "
          + "\(right)” in the mapping"
      ])
  }

  @Test("Columns that the table lacks, or has twice, are named with those that it has")
  func columns() throws {
    let content = try EdgeTableContent(
      "from,b,b\nx,y,z\n",
      "source = form\ntarget = b\nkind = document\nrelation = source cites target")
    #expect(
      content.problems == [
        "t.map:1: t.csv has no column “form”; its columns are from, b, b [from]",
        "t.map:2: “b” is the name of columns 2 and 3 of t.csv: rename one of them",
      ])
    let plus = try EdgeTableContent(
      "a + b,c\nx,y\n",
      "source = a + b\ntarget = c\nkind = document\nrelation = source cites target")
    #expect(plus.edges == ["y cited_by x"])
  }

  @Test("Rows with faults of their own are listed with their lines, and the others read")
  func faultyRows() throws {
    let content = try EdgeTableContent("a,b\nx,y\n5\" pipe,z\n\"p\"q,r\nx,\u{0}\nx,w\n", plain)
    #expect(content.edges == ["y cited_by x", "w cited_by x"])
    #expect(content.reading.problems.map(\.place.line) == [3, 4, 5])
    #expect(content.reading.problems.map(\.place.column) == ["a", "a", "b"])
  }

  @Test("A table that cannot be read at all ends everything")
  func unreadable() throws {
    try withTemporaryFolder { folder in
      let mapping = try EdgeTableMapping(text: plain)
      #expect(throws: InterchangeError.self) {
        try EdgeTableContent(of: folder + "/none.csv", mapping)
      }
      #expect(throws: InterchangeError.self) { try EdgeTableContent(of: folder, mapping) }
    }
  }

  @Test("Where a chunk ends makes no difference")
  func chunks() throws {
    // Comments, quotes and two-byte characters on both sides of 64 KiB.
    for shift in 0..<8 {
      let filling = String(repeating: "#" + String(repeating: "x", count: 62) + "\n", count: 1_023)
      let table =
        "a,b\n" + filling + "#" + String(repeating: "y", count: 48 + shift)
        + "\n\"é\n#\",z\n#w\nü,z\n"
      let bytes = table.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      let content = try EdgeTableContent(bytes, plain + "comment = #\nencoding = latin-1")
      #expect(content.edges == ["z cited_by é", "z cited_by ü"])
    }
  }
}
