import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("Mappings are read as people write them, and every mistake is named")
struct EdgeTableMappingTests {
  static let ends = "source = a\ntarget = b\nkind = document\n"
  static let plain = ends + "relation = source cites target\n"

  @Test("A mapping of four lines is enough")
  func shortest() {
    #expect(mappingProblems(Self.plain) == [])
  }

  @Test("Blanks, capitals, hyphens, line ends, comments and a byte order mark do not matter")
  func spelling() throws {
    let text =
      "\u{FEFF}# first\r\n  SOURCE=a # the giver\r\nTarget =  b\r\n\r\nKind_Column = k #\r\n"
      + "relation\t= Source  is cited by TARGET\r\nother-dates = d\r\nempty  ends = Skip"
    #expect(mappingProblems(text) == [])
    let content = try EdgeTableContent("a,b,k\nx,y,Document\n", text)
    #expect(content.edges == ["x cited_by y"])
  }

  @Test(
    "A line that cannot be read is named with what would be right",
    arguments: [
      ("nonsense", "m:5: this is no setting: write “name = value”"),
      ("note", "m:5: this is no setting: write “name = value”"),
      ("note =", "m:5: “note” has no value: write one or remove the line"),
      ("note = # remark", ""),
      ("= x", "m:5: the line has no name before “=”"),
      ("note = \"x", "m:5: the quotation mark opened here is never closed"),
      ("property.\"x = y", "m:5: the quotation mark opened here is never closed"),
      ("note = \"x\" y", "m:5: something stands behind the text in quotation marks"),
      ("note = \"x \"\"y\"\"\" # z", ""),
      ("kind = claim", "m:5: “kind” stands in line 3 too: keep one of the two"),
      ("sorce = x", "m:5: there is no setting “sorce” in this mapping [source, note]"),
      ("key = x", "m:5: there is no setting “key” in this mapping"),
      ("date.x = y", "m:5: “date” is not for one thing: write “date = …”"),
      ("property = y", "m:5: “property” needs a dot and what it is for: “property.X = …”"),
    ])
  func lines(line: String, problem: String) {
    let found = mappingProblems(Self.plain + line).map { found in
      problem.contains("[") ? found : found.split(separator: " [").first.map(String.init) ?? ""
    }
    if problem.contains("sorce") {
      #expect(found.first?.hasPrefix("m:5: there is no setting “sorce”") == true)
      #expect(found.first?.contains("source") == true)
    } else {
      #expect(found == (problem.isEmpty ? [] : [problem]))
    }
  }

  @Test(
    "A value that is none is refused with those that are",
    arguments: [
      (
        "delimiter = ab",
        "“ab” is no delimiter: use comma, semicolon, tab, space, pipe, detect or a single sign"
      ),
      (
        "delimiter = \"\"\"\"",
        "“\"” is no delimiter: use comma, semicolon, tab, space, pipe, detect or a single sign"
      ),
      ("header = maybe", "“maybe” is no value of header: use yes or no"),
      ("comment = \"\"\"\"", "comments cannot begin with a quotation mark"),
      (
        "encoding = ebcdic",
        "“ebcdic” is no encoding that can be read: use utf-8, latin-1, windows-1252 or detect"
      ),
      ("table = nodes", "“nodes” is no value of table: use attributions or entities"),
      ("empty ends = maybe", "“maybe” is no value of empty ends: use refuse or skip"),
      (
        "naming = secret",
        "“secret” is no value of naming: use named, pseudonym, role, unnamed or withheld"
      ),
      (
        "prefix = A b",
        "“A b” cannot begin a key: use at most 40 bytes of small letters, digits, “.”, “_” and "
          + "“-”, beginning with a letter or digit"
      ),
      (
        "locator = p",
        "a locator or quotation needs the document that it is in: add a line “according to = …”"
      ),
      ("property.x:decimal = y", "“decimal” is no type of property"),
      (
        "kind.person = person",
        "“kind.person” is for no cell: name its column by “kind column = COLUMN”, or put “*” "
          + "behind the beginning of the texts that it is for"
      ),
      ("about = c", "what “c” is stays open: add a line “about kind = document” or “claim”"),
      (
        "entities = nodes.csv",
        "“nodes.csv” is no place of entities: write “FILE with MAPPING” or “known”"
      ),
      (
        "entities = n.csv with nowhere.map",
        "the mapping “nowhere.map”: the file cannot be opened (No such file or directory): check "
          + "its path and permissions"
      ),
    ])
  func values(line: String, problem: String) {
    let found = mappingProblems(Self.plain + line)
    #expect(found.count == 1 && found[0].hasPrefix("m:5: " + problem), "\(found)")
  }

  @Test("Both ends, what they are and who does what must be said")
  func required() {
    #expect(
      mappingProblems("") == [
        "m:1: the mapping says nowhere who does what: add a line such as “relation = source cites "
          + "target”",
        "m:1: the mapping has no “source”: add a line “source = COLUMN”",
        "m:1: the mapping has no “target”: add a line “target = COLUMN”",
        "m:1: what “source” is stays open: add a line “source kind = KIND”",
        "m:1: what “target” is stays open: add a line “target kind = KIND”",
      ])
    #expect(
      mappingProblems("source = a\nsource kind = person\ntarget = b\nrelation = source told target")
        == ["m:3: what “b” is stays open: add a line “target kind = KIND”"])
    #expect(
      mappingProblems("table = entities\nname = n") == [
        "m:1: the mapping has no “key”: add a line “key = COLUMN”",
        "m:1: what “key” is stays open: add a line “kind = KIND”",
      ])
  }

  @Test(
    "A relation that does not say who does what is refused",
    arguments: ["cites", "a cites b", "source cites source", "source target", "skip it"])
  func direction(sentence: String) {
    #expect(
      mappingProblems(Self.ends + "relation = \(sentence)") == [
        "m:4: “\(sentence)” does not say who does what: write a relation's name or phrase between "
          + "the two ends, “source cites target” or “target cites source”"
      ])
  }

  @Test("Values of the relation's cell need its column")
  func relationColumn() {
    #expect(
      mappingProblems(Self.ends + "relation.x = source cites target") == [
        "m:4: “relation.x” is for no cell: name its column by “relation column = COLUMN”"
      ])
    #expect(
      mappingProblems(Self.ends + "relation = source … target") == [
        "m:4: “…” stands for a cell: add a line “relation column = COLUMN”"
      ])
    #expect(
      mappingProblems(Self.ends + "relation = skip") == [
        "m:4: without a “relation column” this would skip all rows"
      ])
  }

  @Test(
    "A relation of the table's own needs a role, both phrases and shapes that can be",
    arguments: [
      (
        "voted_on = association; voted on",
        "a relation is made of its role (transmission, origination, stance or association), its "
          + "phrase and its inverse phrase, with “;” between"
      ),
      (
        "voted_on = tie; a; b",
        "a relation is made of its role (transmission, origination, stance or association), its "
          + "phrase and its inverse phrase, with “;” between"
      ),
      ("voted_on = association; a; ", "a relation needs both of its phrases"),
      (
        "cited_by = association; a; b",
        "the relation cited_by is built in and cannot be changed; choose another name"
      ),
      (
        "Voted = association; a; b",
        "“Voted” is no name for a kind or relation: use a-z, 0-9, _ and -, a letter first, at most "
          + "60 characters"
      ),
      (
        "told_of = transmission; a; b; person > claim",
        "information cannot flow from or to a claim: what travels about it names it in about"
      ),
      ("x = association; a; b; person", "“person” is no shape"),
    ])
  func additions(line: String, problem: String) {
    let found = mappingProblems(Self.plain + "new relation." + line)
    #expect(found.count == 1 && found[0].hasPrefix("m:5: " + problem), "\(found)")
  }

  @Test("The mapping of a table of entities is of entities, and leads to no further one")
  func nested() throws {
    try withTemporaryFolder { (folder: String) throws in
      func problems(_ nested: String) throws -> [String] {
        try WholeFile.write(Array(nested.utf8), to: folder + "/n.map")
        do throws(EdgeTableMappingError) {
          _ = try EdgeTableMapping(
            text: Self.plain + "entities = n.csv with n.map", file: folder + "/m.map")
          return []
        } catch {
          return error.problems.map { shown($0, in: folder) }
        }
      }
      #expect(try problems("table = entities\nkey = k\nkind = person") == [])
      #expect(
        try problems(Self.plain + "entities = n.csv with n.map") == [
          "n.map:1: this mapping is to describe entities: add a line “table = entities”"
        ])
      #expect(
        try problems("table = entities\nkey = k\nkind = person\nentities = n.csv with n.map") == [
          "n.map:4: there is no setting “entities” in this mapping"
        ])
    }
  }

  @Test("A mapping that is no text, or too long to be one, is refused with its line")
  func bytes() throws {
    try withTemporaryFolder { (folder: String) throws in
      func problems(_ bytes: [UInt8]) throws -> [String] {
        try WholeFile.write(bytes, to: folder + "/m.map")
        do {
          _ = try EdgeTableMapping(path: folder + "/m.map")
          return []
        } catch let error as EdgeTableMappingError {
          return error.problems.map { shown($0, in: folder) }
        }
      }
      #expect(
        try problems(Array("note = x\nsource = ".utf8) + [0xE9]) == [
          "m.map:2: the byte at offset 18 is not UTF-8: save the file as UTF-8"
        ])
      let long = [UInt8](repeating: UInt8(ascii: "\n"), count: EdgeTableMapping.byteLimit + 1)
      #expect(try problems(long).count == 1)
      #expect(throws: InterchangeError.self) {
        try EdgeTableMapping(path: folder + "/none.map")
      }
    }
  }

  @Test("What the mapping is of and its encoding can be asked for")
  func questions() throws {
    let edges = try EdgeTableMapping(text: Self.plain)
    #expect(!edges.isOfEntities && edges.encoding == nil && edges.file == "mapping")
    let nodes = try EdgeTableMapping(
      text: "table = entities\nkey = k\nkind = person\nencoding = Latin 1")
    #expect(nodes.isOfEntities && nodes.encoding == .latin1)
    let other = try EdgeTableMapping(text: Self.plain + "encoding = CP1252")
    #expect(other.encoding == .windows1252)
  }
}
