import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("Edge tables become entities and attributions")
struct EdgeTableReadingTests {
  private let plain = EdgeTableMappingTests.plain

  @Test(
    "The sentence of the mapping decides who gives, not the order of the columns",
    arguments: [
      ("source cites target", "b cited_by a"), ("target cites source", "a cited_by b"),
      ("source cited_by target", "a cited_by b"), ("target cited by source", "b cited_by a"),
      ("source is cited by target", "a cited_by b"), ("Source Was Told By Target", "b told a"),
      ("source told target", "a told b"), ("target authored source", "b authored a"),
      ("source authored by target", "b authored a"), ("source is owned by target", "a owned_by b"),
      ("source owns target", "b owned_by a"),
    ])
  func direction(sentence: String, edge: String) throws {
    let mapping = EdgeTableMappingTests.ends + "relation = " + sentence
    #expect(try EdgeTableContent("a,b\na,b\n", mapping).edges == [edge])
  }

  @Test("The relation may come from a cell, each value with its own direction or skipped")
  func relationColumn() throws {
    let mapping =
      EdgeTableMappingTests.ends + """
        relation column = r
        relation.mentions = source cites target
        relation.written by = target authored source
        relation."x = y" = source … target
        """
    let table = "a,b,r\n1,2,mentions\n3,4, written  by \n5,6,x = y\n7,8,rates\n9,10,\n"
    let content = try EdgeTableContent(table, mapping)
    #expect(content.edges == ["2 cited_by 1", "4 authored 3"])
    #expect(
      content.problems == [
        "t.csv:4: r: “x = y” is neither a relation nor one of its phrases",
        "t.csv:5: r: the mapping does not say what “rates” is: add “relation.rates = source … "
          + "target” or “= skip”, or “relation = skip” for all other values",
        "t.csv:6: r: the relation is empty",
      ])
    let skipping = try EdgeTableContent(table, mapping + "\nrelation = skip\n")
    #expect(skipping.reading.skippedRows == 2)
    #expect(skipping.problems.count == 1)
  }

  @Test("A cell may hold the phrase itself")
  func phraseInCell() throws {
    let mapping = EdgeTableMappingTests.ends + "relation column = r\nrelation = source … target"
    let content = try EdgeTableContent("a,r,b\n1,cites,2\n3,Quoted By,4\n5,zz,6\n", mapping)
    #expect(content.edges == ["2 cited_by 1", "3 quoted_by 4"])
    #expect(content.problems == ["t.csv:4: r: “zz” is neither a relation nor one of its phrases"])
  }

  @Test("Words that the case does not know are refused before any row is read")
  func unknownWords() throws {
    let mapping = "source = a\ntarget = b\nkind = dokument\nrelation = source cities target"
    let content = try EdgeTableContent("a,b\n1,2\n", mapping)
    #expect(content.records.isEmpty && content.reading.rows == 0)
    #expect(
      content.problems == [
        "t.map:3: “dokument” is no kind of entity [document]",
        "t.map:4: “cities” is neither a relation nor one of its phrases",
      ])
    let open = "source = a\ntarget = b\nkind = person\nrelation = source knows target"
    #expect(try EdgeTableContent("a,b\n1,2\n", open, isOpen: true).edges == ["1 knows 2"])
  }

  @Test("A relation of the table's own is handed on first, and can be used")
  func ownRelation() throws {
    let mapping =
      EdgeTableMappingTests.ends + """
        relation = target was voted on by source
        new relation.voted_on = Association; voted on; was voted on by; person > person
        """
    let content = try EdgeTableContent("a,b\n1,2\n", mapping)
    guard case .relation(let relation) = content.records.first else {
      Issue.record("no relation comes first")
      return
    }
    #expect(relation.name == "voted_on" && relation.role == .association)
    #expect(content.places.first?.line == 5)
    #expect(content.edges == ["1 voted_on 2"])
    #expect(content.reading.additions == 1)
  }

  @Test("Entities come once, before the first attribution that needs them")
  func order() throws {
    let content = try EdgeTableContent("a,b\nx y,B\nB,x  y\nC,B\n", plain)
    let kinds = content.records.map { if case .entity = $0 { "e" } else { "a" } }.joined()
    #expect(kinds == "eeaaea")
    #expect(content.people == ["x-y document x y", "b document B", "c document C"])
    #expect(content.places.map(\.line) == [2, 2, 2, 3, 4, 4])
    #expect(content.reading.entities == 3 && content.reading.attributions == 3)
    #expect(content.reading.joinedEntities == 3 && content.reading.rows == 3)
    #expect(content.reading.attributionsByRelation == ["cited_by": 3])
  }

  @Test("Self-loops are taken, rows that come again are counted, both directions are told")
  func repetitions() throws {
    let content = try EdgeTableContent(
      "a,b,n\nx,x,1\nx,y,1\nx,y,1\ny,x,1\nx,y,2\nx,y,1\n", plain + "note = n")
    #expect(
      content.edges == ["x cited_by x", "y cited_by x", "x cited_by y", "y cited_by x"])
    #expect(content.reading.selfAttributions == 1)
    #expect(content.reading.duplicateRows == 2)
    #expect(content.reading.reciprocalPairs == 1)
    #expect(content.warnings == ["duplicateRows:4", "selfAttributions:2", "bothDirections:5"])
    #expect(content.reading.warnings[2].message.contains("“x” and “y”"))
  }

  @Test("Texts that make the same key get different ones, the same wherever they stand")
  func collisions() throws {
    let content = try EdgeTableContent(
      "a,b\nLocal TV LLC,\"Local TV, LLC\"\nlocal tv llc,???\n!!!,Été\n", plain)
    let keys = content.entities.compactMap(\.key)
    #expect(keys.count == 6 && Set(keys).count == 6)
    #expect(keys[0] == "local-tv-llc" && keys[5] == "été")
    #expect(keys[1].hasPrefix("local-tv-llc-") && keys[1].utf8.count == 21)
    #expect(keys[3].hasPrefix("entity-"))
    #expect(content.warnings == ["similarTexts:2"])
    for key in keys { #expect((try? EntityKey.check(key)) != nil) }
    let again = try EdgeTableContent("a,b\nlocal-tv-llc,\"Local TV, LLC\"\n!!!,???\n", plain)
    #expect(again.entities.compactMap(\.key) == ["local-tv-llc", keys[1], keys[4], keys[3]])
  }

  @Test("A text too long for a key keeps its front and a digest")
  func longTexts() throws {
    let long = String(repeating: "é", count: 300)
    let content = try EdgeTableContent("a,b\n\(long),\(long)x\n", plain)
    let keys = content.entities.compactMap(\.key)
    #expect(Set(keys).count == 2 && keys.allSatisfy { $0.utf8.count == 129 })
    #expect(content.warnings == [])
  }

  @Test("Kinds come from a cell, from how the text begins, or are the same for all")
  func kinds() throws {
    let mapping = """
      source = a
      source kind column = k
      source kind.paper = document
      target = b
      target kind.P:* = person
      target kind.P:X* = group
      target kind = outlet
      relation = source cites target
      """
    let content = try EdgeTableContent(
      "a,k,b\n1,paper,P:a\n2,Claim,P:Xa\n3,paper,c\n4,what,c\n5,,c\n", mapping)
    #expect(
      content.people == [
        "1 document 1", "p-a person P:a", "2 claim 2", "p-xa group P:Xa", "3 document 3",
        "c outlet c",
      ])
    #expect(
      content.problems == [
        "t.csv:5: k: “what” is no kind: say “source kind.what = KIND” in the mapping",
        "t.csv:6: k: “5” has no kind: say “source kind = KIND” in the mapping for all that nothing "
          + "else is said of",
      ])
  }

  @Test("One text of two kinds is a contradiction, unless prefixes make two entities of it")
  func contradiction() throws {
    let mapping = """
      source = a
      target = b
      source kind = outlet
      target kind = organisation
      relation = source is owned by target

      """
    let table = "a,b\nSun,Tribune\nTribune,Tribune\n"
    let content = try EdgeTableContent(table, mapping)
    #expect(
      content.problems == [
        "t.csv:3: a: “Tribune” has the kind outlet here and organisation in line 2: if these are "
          + "two entities, say “source prefix = …” in the mapping, which begins their keys"
      ])
    let apart = try EdgeTableContent(table, mapping + "target prefix = org-")
    #expect(apart.edges == ["sun owned_by org-tribune", "tribune owned_by org-tribune"])
  }

  @Test("Several columns can tell entities apart, and further ones describe them")
  func composite() throws {
    let mapping = """
      source = name + state
      source kind = outlet
      source naming = pseudonym
      source url = web
      source property.founded:integer = year
      target = owner
      target name = long
      target kind = organisation
      relation = source is owned by target
      """
    let table = """
      name,state,web,year,owner,long
      News,CA,http://n,1900,o,Owner Inc.
      News,TX,,,o,Owner Inc.
      News,TX,,1910,o,Owner
      """
    let content = try EdgeTableContent(table, mapping)
    #expect(
      content.people == [
        "news-ca outlet News", "o organisation Owner Inc.", "news-tx outlet News",
      ])
    #expect(
      content.entities[0]
        == EntityRecord(
          key: "news-ca", kind: "outlet", name: "News", naming: .pseudonym, url: "http://n",
          properties: [Property(name: "founded", value: .integer(1_900))]))
    #expect(content.warnings == ["differentDescriptions:4", "duplicateRows:4"])
    #expect(content.reading.duplicateRows == 1)
  }

  @Test("An attribution takes date, about, note, evidence and properties")
  func content() throws {
    let mapping =
      plain + """
        date = when
        about = what
        about kind = claim
        note = remark
        according to = "The Index"
        locator = page
        quote = words
        property.n:integer = count
        """
    let table =
      "a,b,when,what,remark,page,words,count\nx,y,2024-05~,C,  so ,p. 4,it is,3\nx,z,,,,,,\n"
    let content = try EdgeTableContent(table, mapping)
    #expect(
      content.attributions == [
        AttributionRecord(
          source: "y", relation: "cited_by", target: .entity("x"), about: "c",
          date: try EDTFDate("2024-05~"), note: "so",
          properties: [Property(name: "n", value: .integer(3))],
          evidence: [EvidenceRecord(document: "the-index", locator: "p. 4", quote: "it is")]),
        AttributionRecord(
          source: "z", relation: "cited_by", target: .entity("x"),
          evidence: [EvidenceRecord(document: "the-index")]),
      ])
    #expect(content.people.contains("c claim C"))
    #expect(content.people.contains("the-index document The Index"))
  }

  @Test("Dates that are none are problems, or kept as a property")
  func dates() throws {
    let table = "a,b,d\nx,y,24-Aug-2018\nx,z,2018-08-24\n"
    let refused = try EdgeTableContent(table, plain + "date = d")
    #expect(refused.problems.count == 1)
    #expect(refused.problems[0].hasPrefix("t.csv:2: d: “24-Aug-2018” is no date: "))
    let kept = try EdgeTableContent(table, plain + "date = d\nother dates = as written")
    #expect(
      kept.attributions.map(\.properties) == [
        [Property(name: "as written", value: .text("24-Aug-2018"))], [],
      ])
    #expect(kept.warnings == ["otherDates:2"])
  }

  @Test("Rows that lack an end are problems, or skipped where the mapping says so")
  func emptyEnds() throws {
    let table = "a,b\nx,\n,y\n,\nx,y\n"
    let refused = try EdgeTableContent(table, plain)
    #expect(
      refused.problems == ["t.csv:2: b: the target is empty", "t.csv:3: a: the source is empty"])
    let skipped = try EdgeTableContent(table, plain + "empty ends = skip")
    #expect(skipped.edges == ["y cited_by x"])
    #expect(skipped.reading.skippedRows == 2 && skipped.reading.rows == 3)
  }

  @Test("A table of entities is read first and describes the ends")
  func entityTable() throws {
    let files = [
      "n.map":
        "table = entities\nkey = id\nkind column = kind\nname = label\nother dates = d\ndate = d",
      "n.csv": "id,kind,label,d\nN 1,person,One,x\nN 2,document,Two,2024\nN 1,person,One,x\n",
    ]
    let mapping =
      "source = a\ntarget = b\nrelation = target authored source\nentities = n.csv with n.map\n"
    let content = try EdgeTableContent("a,b\nN 2,N 1\n", mapping, files: files)
    #expect(content.people == ["n-1 person One", "n-2 document Two"])
    #expect(content.entities[1].date?.text == "2024")
    #expect(content.edges == ["n-1 authored n-2"])
    #expect(content.places.map(\.line) == [2, 3, 2])
    #expect(content.warnings == ["otherDates:2", "duplicateRows:4"])
    let unlisted = try EdgeTableContent("a,b\nN 3,N 1\n", mapping, files: files)
    #expect(
      unlisted.problems == [
        "t.csv:2: a: “N 3” is not in n.csv: add it there, or say “source kind = KIND” in the mapping"
      ])
    let added = try EdgeTableContent("a,b\nN 3,N 1\n", mapping + "kind = document", files: files)
    #expect(added.people.last == "n-3 document N 3")
    #expect(added.warnings.contains("unlistedEntities:2"))
  }

  @Test("A table of entities alone gives no attributions, and its keys are described once")
  func entitiesAlone() throws {
    let mapping = "table = entities\nkey = id\nkind = person\nname = n\ndescription = d"
    let content = try EdgeTableContent("id,n,d\n1,A,x\n2,B,\n1,A,y\n,C,\n", mapping)
    #expect(content.people == ["1 person A", "2 person B"])
    #expect(
      content.problems == [
        "t.csv:4: id: “1” is described otherwise in line 2", "t.csv:5: id: the key is empty",
      ])
  }

  @Test("Entities that the case has are referred to by the keys that their texts make")
  func knownEntities() throws {
    let mapping = "source = a\ntarget = b\nrelation = source cites target\nentities = known"
    let content = try EdgeTableContent("a,b\nPEP 8,PEP 7\nPEP-8,PEP 7\n", mapping)
    #expect(content.entities.isEmpty)
    #expect(content.edges == ["pep-7 cited_by pep-8"])
    #expect(
      content.problems == [
        "t.csv:3: a: “PEP-8” makes the same key as another text in line 2: write the two alike, or "
          + "their keys"
      ])
  }

  @Test("What the case refuses is listed in the column of the table that it stands in, once")
  func refusals() throws {
    let content = try EdgeTableContent(
      "von,nach\nx,y\nx,z\nq,y\n",
      """
      source = von
      target = nach
      kind = document
      relation = source cites target
      """
    ) { record in
      switch record {
      case .entity(let entity) where entity.key == "x":
        throw RecordProblem(.differs, column: "name", "it differs")
      case .attribution(let attribution) where attribution.target == .entity("q"):
        throw RecordProblem(.forbiddenShape, column: "source", "it cannot be")
      default: break
      }
    }
    #expect(content.problems == ["t.csv:2: von: it differs", "t.csv:4: nach: it cannot be"])
    #expect(content.reading.attributions == 0 && content.reading.entities == 2)
  }

  @Test("A withheld source's texts stand in no message")
  func withheld() throws {
    let mapping = """
      source = a
      source kind = person
      source naming = withheld
      target = b
      target kind = document
      relation = source told target
      """
    let content = try EdgeTableContent("a,b\nJane Doe,x\njane doe,Jane Doe\nq,y\n", mapping)
    #expect(content.entities[0].naming == .withheld)
    let messages = (content.problems + content.reading.warnings.map(\.message)).joined()
    #expect(content.problems.count == 1 && content.reading.warnings.count == 1)
    #expect(!messages.lowercased().contains("jane"), "\(messages)")
  }

  @Test("Problems beyond the limit are counted, and progress tells of every thousandth row")
  func limits() throws {
    try withTemporaryFolder { folder in
      let rows = (1...2_500).map { "k\($0),\n" }.joined()
      try WholeFile.write(Array(("a,b\n" + rows).utf8), to: folder + "/t.csv")
      var told: [Int] = []
      let content = try EdgeTableContent(
        of: folder + "/t.csv", try EdgeTableMapping(text: plain), progress: { told.append($0.rows) }
      )
      #expect(content.reading.problems.count == 100 && content.reading.problemCount == 2_500)
      #expect(told == [1_000, 2_000, 2_500])
    }
  }

  @Test("What is read can be written to a strict case, a second time without change")
  func store() throws {
    try withTemporaryFolder { folder in
      let mapping = try EdgeTableMapping(
        text: plain + "new relation.saw = association; saw; was seen by\naccording to = \"Index\"")
      try WholeFile.write(Array("a,b\nx,y\ny,x\nx,x\nx,y\n".utf8), to: folder + "/t.csv")
      let file = try CaseFile.create(at: folder + "/case.db")
      func outcomes() throws -> [WriteOutcome] {
        try file.write(author: "tester") { writer in
          var outcomes: [WriteOutcome] = []
          let reading = try EdgeTableReader(path: folder + "/t.csv", mapping: mapping).read(
            into: { record, _ in outcomes.append(try writer.write(record, mode: .addOnly)) },
            vocabulary: { writer.vocabulary })
          #expect(reading.problems == [])
          return outcomes
        }
      }
      let first = try outcomes()
      #expect(first.count == 7 && first.allSatisfy { $0 == .added })
      #expect(try outcomes().allSatisfy { $0 == .unchanged })
    }
  }
}
