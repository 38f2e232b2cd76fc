import HeadwaterTestSupport
import Testing

/// The JSON answers against the schemas that promise them.
@Suite struct JSONSchemaTests {
  @Test(
    "An answer in JSON is what its schema says",
    arguments: [
      ("trace", ["trace", "article"]), ("trace", ["trace", "article", "--limit", "1"]),
      ("trace", ["trace", "smuggling-claim"]), ("trace", ["trace", "icrc"]),
      ("trace", ["trace", "article", "--about", "convoy-claim", "--any-matter"]),
      ("reach", ["trace", "article", "--reach"]),
      ("reach", ["trace", "article", "--reach", "--limit", "1"]),
      ("downstream", ["downstream", "icrc-insiders"]),
      ("downstream", ["downstream", "icrc-insiders", "--limit", "1"]),
      ("downstream", ["downstream", "letter-1998", "--about", "captives-claim"]),
      ("origins", ["origins", "article"]), ("origins", ["origins", "smuggling-claim"]),
      ("origins", ["origins", "icrc", "--established"]),
      ("independence", ["independence", "smuggling-claim"]),
      ("independence", ["independence", "article", "--about", "convoy-claim"]),
      ("independence", ["independence", "icrc", "--established"]),
      ("loops", ["loops"]), ("load", ["load"]), ("load", ["load", "--limit", "1"]),
      ("impact", ["impact", "occrp"]), ("impact", ["impact", "occrp", "--limit", "1"]),
      ("impact", ["impact"]), ("impact", ["impact", "occrp-report", "--as", "concern"]),
      ("impact", ["impact", "icrc-insiders", "--established"]),
      ("impact", ["retract", "occrp-report", "--by", "occrp"]),
      ("path", ["path", "icrc-insiders", "article"]), ("path", ["path", "article", "icrc"]),
      ("path", ["path", "icrc-insiders", "article", "--all-shortest"]),
      ("path", ["path", "article", "icrc-insiders", "--count", "3", "--established"]),
      ("compare", ["compare", "article", "editorial", "occrp-report"]),
      ("compare", ["compare", "smuggling-claim", "convoy-claim", "--established"]),
      ("timeline", ["timeline", "captives-claim"]), ("timeline", ["timeline", "icrc"]),
      ("timeline", ["timeline", "article", "--established"]),
      ("disputes", ["disputes"]), ("disputes", ["disputes", "--all", "--established"]),
      ("show", ["show", "icrc"]), ("show", ["show", "article"]),
      ("show", ["show", "attribution:a01"]), ("search", ["search", "claim", "--limit", "3"]),
      ("history", ["history", "article", "--limit", "3"]), ("history", ["history"]),
      ("search", ["search", "nothing-like-it"]), ("stats", ["stats"]), ("verify", ["verify"]),
      ("audit", ["audit"]), ("audit", ["audit", "--limit", "1"]),
      ("export", ["export"]), ("export", ["export", "--subject", "article"]),
      ("relations", ["relation", "list"]), ("kinds", ["kind", "list"]),
    ])
  func answers(schema: String, command: [String]) async throws {
    try await TraceCommandTests.withExample { folder in
      let text = try await Program.check(command + ["--format", "json"], in: folder)
      let known = try JSONSchema(path: "\(Program.root)/docs/json/\(schema).schema.json")
      #expect(try known.problems(in: text) == [])
    }
  }

  @Test("A schema finds what is missing, unknown or of the wrong type")
  func schemaIsStrict() throws {
    let schema = try JSONSchema(path: "\(Program.root)/docs/json/search.schema.json")
    #expect(try schema.problems(in: #"{"entities": [], "cut": null}"#) == [])
    for wrong in [
      #"{"cut": null}"#, #"{"entities": {}, "cut": null}"#, #"{"entities": [], "cut": 1}"#,
      #"{"entities": [], "cut": null, "more": 1}"#, #"{"entities": [1], "cut": null}"#,
      #"{"entities": [{"key": "k", "kind": "k", "name": "n", "naming": "nobody"}], "cut": null}"#,
    ] {
      #expect(try !schema.problems(in: wrong).isEmpty, "\(wrong)")
    }
  }

  @Test("A damaged case is found by verify, with the journal's row, and exit code 1")
  func verify() async throws {
    try await TraceCommandTests.withExample { folder in
      try Program.execute(
        "UPDATE attribution SET note = 'other' WHERE uid = 'a01'",
        onDatabase: folder + "/case.db")
      let result = try await Program.run(["verify", "--format", "json"], in: folder)
      #expect(result.status == 1)
      let known = try JSONSchema(path: "\(Program.root)/docs/json/verify.schema.json")
      #expect(try known.problems(in: result.output) == [])
      #expect(result.output.contains("alteredRow"))
    }
  }
}
