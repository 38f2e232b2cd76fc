import HeadwaterModel
import HeadwaterTestSupport
import Testing

@Suite struct VocabularyTests {
  static func code(_ body: () throws(RecordProblem) -> Void) -> RecordProblem.Code? {
    do throws(RecordProblem) {
      try body()
      return nil
    } catch {
      return error.code
    }
  }

  @Test("Every relation of the design is there, with its role")
  func builtIn() {
    let byRole = Dictionary(grouping: RelationDefinition.builtIn, by: \.role)
    #expect(
      byRole[.transmission]?.map(\.name) == [
        "cited_by", "quoted_by", "paraphrased_by", "republished_by", "translated_by", "revised_as",
        "told", "leaked_to", "supplied_data_to",
      ])
    #expect(byRole[.origination]?.map(\.name) == ["authored", "published", "asserted"])
    #expect(
      byRole[.stance]?.map(\.name) == [
        "denied", "disputed", "refuted", "confirmed", "corrected", "retracted",
        "declined_comment_on",
      ])
    #expect(
      byRole[.association]?.map(\.name) == [
        "insider_of", "employed_by", "speaks_for", "member_of", "part_of", "owned_by",
        "variant_of",
      ])
  }

  @Test("A relation is read by name or phrase, and a backward phrase turns the ends round")
  func phrases() throws {
    let vocabulary = Vocabulary()
    for relation in RelationDefinition.builtIn {
      #expect(try !vocabulary.readRelation(relation.name).isReversed)
      #expect(try vocabulary.readRelation(relation.forwardPhrase.uppercased()).relation == relation)
      let backward = try vocabulary.readRelation(relation.backwardPhrase)
      #expect(backward.isReversed && backward.relation == relation)
    }
    #expect(
      Self.code { () throws(RecordProblem) in _ = try vocabulary.readRelation("sings") }
        == .unknownRelation)
  }

  @Test("What information flows along never joins a claim, and about names a work")
  func shapes() throws {
    let vocabulary = Vocabulary()
    for relation in RelationDefinition.builtIn where relation.role.isFlow {
      for source in BaseKind.allCases {
        for target in BaseKind.allCases where source == .claim || target == .claim {
          let refused = Self.code { () throws(RecordProblem) in
            try vocabulary.check(relation, source: source, target: target, about: nil)
          }
          let isAssertion = relation.name == "asserted" && source != .claim && target == .claim
          #expect((refused == nil) == isAssertion, "\(source) \(relation.name) \(target)")
        }
      }
    }
    let told = try vocabulary.readRelation("told").relation
    #expect(
      Self.code { () throws(RecordProblem) in
        try vocabulary.check(told, source: .person, target: .document, about: .person)
      } == .aboutNoWork)
    #expect(
      Self.code { () throws(RecordProblem) in
        try vocabulary.check(told, source: .person, target: nil, about: nil)
      } == .forbiddenShape)
  }

  @Test("Kinds descend from base kinds, never from themselves")
  func kinds() throws {
    var vocabulary = Vocabulary()
    try vocabulary.define(KindDefinition(name: "ministry", parent: "organisation"))
    try vocabulary.define(KindDefinition(name: "department", parent: "ministry"))
    #expect(vocabulary.baseKind(of: "department") == .organisation)
    #expect(vocabulary.baseKind(of: "nothing") == nil)
    func refusal(_ kind: KindDefinition) -> RecordProblem.Code? {
      var copy = vocabulary
      return Self.code { () throws(RecordProblem) in try copy.define(kind) }
    }
    #expect(refusal(KindDefinition(name: "ministry", parent: "department")) == .cycle)
    #expect(refusal(KindDefinition(name: "x", parent: "nothing")) == .unknownKind)
    #expect(refusal(KindDefinition(name: "person", parent: "group")) == .builtIn)
    #expect(refusal(KindDefinition(name: "A b", parent: "group")) == .invalidName)
  }

  @Test("Shapes read back as they were written")
  func shapeText() throws {
    for relation in RelationDefinition.builtIn {
      let text = RelationShape.text(of: relation.shapes)
      #expect(try Set(RelationShape.read(text)) == Set(relation.shapes), "\(text)")
    }
  }
}

@Suite struct KeyAndTextTests {
  @Test(
    "Keys are letters, digits and three signs, of any script",
    arguments: [
      ("article", true), ("a-1_b.c", true), ("1994", true), ("статья", true), ("記事", true),
      ("é", true), ("-a", false), (".a", false), ("a b", false), ("a/b", false), ("", false),
      ("a\u{7}", false), ("a\u{202E}", false), ("a:b", false), ("attribution:x", false),
    ])
  func keys(key: String, isAllowed: Bool) {
    let code = VocabularyTests.code { () throws(RecordProblem) in try EntityKey.check(key) }
    #expect((code == nil) == isAllowed)
  }

  @Test("A key has at most 200 bytes")
  func longKey() {
    func code(_ count: Int) -> RecordProblem.Code? {
      VocabularyTests.code { () throws(RecordProblem) in
        try EntityKey.check(String(repeating: "k", count: count))
      }
    }
    #expect(code(200) == nil && code(201) == .tooLong)
  }

  @Test("Texts in one cell come back one by one", arguments: UInt64(0)..<300)
  func lists(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = ["a", ";", "\\", "e", " ", "\n", "é", "😀"]
    let texts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      (0..<Int.random(in: 0...4, using: &random)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &random)]
      }.joined()
    }
    #expect(EscapedList.split(EscapedList.join(texts)) == texts)
  }

  @Test("The nearest names are offered, nearest first")
  func nearest() {
    let names = ["article", "articles", "editorial", "occrp", "occrp-report"]
    #expect(Nearest.names(to: "artcle", among: names) == ["article", "articles"])
    #expect(Nearest.names(to: "ocrp", among: names).first == "occrp")
    #expect(Nearest.names(to: "zzz", among: names) == [])
  }

  @Test("Control characters and what reorders a line are made visible")
  func visible() {
    #expect(VisibleText.of("a\u{1B}b\u{202E}c\nd") == "a\\u{1b}b\\u{202e}c⏎d")
    #expect(quoted(String(repeating: "x", count: 100)).count == 83)
  }
}
