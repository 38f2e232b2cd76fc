import Foundation
import HeadwaterTestSupport
import Testing

/// Policies at the built program: what they ask for, and what is wrong with them.
@Suite struct AuditPolicyTests {
  private static func rule(_ fields: String) -> String {
    "{\"headwaterPolicy\": 1, \"rules\": [{\(fields)}]}"
  }

  private static func audit(
    _ policy: String, in folder: String, _ more: [String] = []
  ) async throws -> ProgramResult {
    try Program.write(policy, to: folder + "/p.json")
    return try await Program.run(["audit", "--policy", "p.json"] + more, in: folder)
  }

  @Test("A claim with too few independent origins fails the policy, and one with enough passes")
  func origins() async throws {
    try await withTemporaryFolder { folder in
      for line in [
        "init", "add entity notes --kind document",
        "add entity ann --kind person --upstream origin",
        "add entity ben --kind person --upstream origin", "add entity story --kind document",
        "add entity wire --kind document", "add entity c --kind claim --label front-page",
        "add attribution story asserted c --according-to notes",
        "add attribution ann told story --about c --according-to notes",
        "add attribution ben told story --about c --according-to notes",
      ] { try await Program.check(line.split(separator: " ").map(String.init), in: folder) }
      let two = Self.rule(
        #""code": "two", "claims": "all", "require": {"independentOrigins": 2}"#)
      let passes = try await Self.audit(two, in: folder)
      #expect(passes.status == 0, "\(passes.output)")
      let single = Self.rule(
        #""code": "s", "claims": {"label": "front-page"}, "require": {"noSinglePoint": true}"#)
      let fails = try await Self.audit(single, in: folder)
      #expect(fails.status == 1)
      #expect(fails.output.hasPrefix("error policy/s · "))
      #expect(fails.output.contains("story, which every chain passes"))
      let chains = Self.rule(
        #""code": "d", "claims": ["C"], "require": {"disjointChains": 2}, "severity": "note""#)
      let notes = try await Self.audit(chains, in: folder)
      #expect(notes.status == 0 && notes.output.contains("1 of 2 chains that share nobody"))
      let skipped = try await Self.audit(single, in: folder, ["--skip", "policy/s"])
      #expect(skipped.output == "Nothing was found.\n")
      // Whether they are one is open: the two no longer count as certainly different.
      try await Program.check(["identity", "possibly-same", "ann", "ben"], in: folder)
      let open = try await Self.audit(two, in: folder)
      #expect(open.status == 1)
      #expect(open.output.contains("1 of 2 independent origins (2 at most)"))
    }
  }

  /// Policies, and where and with which words they are refused.
  static let bad: [(String, String)] = [
    ("", "1:1: the JSON ends too early"), ("[]", "1:1: a policy is an object"),
    ("{\"rules\": []}", "1:1: a policy needs the field headwaterPolicy"),
    ("{\"headwaterPolicy\": 2, \"rules\": []}", "1:21: headwaterPolicy is the format's version"),
    ("{\"headwaterPolicy\": 1}", "1:1: a policy needs the field rules"),
    ("{\"headwaterPolicy\": 1,\n \"ruls\": []}", "2:2: a policy has no field “ruls”; did you mean"),
    ("{\"headwaterPolicy\": 1,\n \"rules\": {}}", "2:11: rules takes a list"),
    ("{\"headwaterPolicy\": 1,\n \"rules\": [\n  7]}", "3:3: a rule is an object"),
    (rule(#""code": "X""#), "1:43: code takes small letters"),
    (rule(#""code": "x""#), "1:34: a rule needs the field claims"),
    (rule(#""code": "x", "claims": "some""#), "claims is \"all\""),
    (rule(#""code": "x", "claims": []"#), "claims is \"all\""),
    (rule(#""code": "x", "claims": [1]"#), "1:59: a claim is named by its key"),
    (rule(#""code": "x", "claims": {"lable": "y"}"#), "claims has no field “lable”"),
    (rule(#""code": "x", "claims": "all", "require": {}"#), "require asks for nothing"),
    (
      rule(#""code": "x", "claims": "all", "require": {"independentOrigins": "2"}"#),
      "independentOrigins takes a whole number from 1"
    ),
    (
      rule(#""code": "x", "claims": "all", "require": {"evidence": 1}"#),
      "evidence is true or false"
    ),
    (
      rule(#""code": "x", "claims": "all", "require": {"evidence": true}, "severity": "bad""#),
      "severity is"
    ),
  ]

  @Test("A policy that is wrong is refused with its place", arguments: bad)
  func badPolicies(policy: String, message: String) async throws {
    try await withTemporaryFolder { folder in
      try await Program.check(["init"], in: folder)
      let result = try await Self.audit(policy, in: folder)
      #expect(result.status == 65)
      #expect(
        result.errors.hasPrefix("p.json:") && result.errors.contains(message), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }

  @Test("Two rules of one code, unknown keys, keys of no claim and missing files are refused")
  func badClaims() async throws {
    try await withTemporaryFolder { folder in
      for line in ["init", "add entity story --kind document"] {
        try await Program.check(line.split(separator: " ").map(String.init), in: folder)
      }
      let one = #"{"code": "x", "claims": "all", "require": {"evidence": true}}"#
      let twice = "{\"headwaterPolicy\": 1, \"rules\": [\(one), \(one)]}"
      #expect(try await Self.audit(twice, in: folder).errors.contains("two rules have the code"))
      let unknown = Self.rule(
        #""code": "x", "claims": ["storey"], "require": {"evidence": true}"#)
      let notThere = try await Self.audit(unknown, in: folder)
      #expect(notThere.status == 66 && notThere.errors.contains("did you mean story?"))
      let document = Self.rule(#""code": "x", "claims": ["story"], "require": {"evidence": true}"#)
      let noClaim = try await Self.audit(document, in: folder)
      #expect(noClaim.status == 65 && noClaim.errors.contains("“story” is no claim"))
      let label = Self.rule(
        #""code": "x", "claims": {"label": "l"}, "require": {"evidence": true}"#)
      let none = try await Self.audit(label, in: folder)
      #expect(none.status == 0 && none.errors.contains("no claim bears its label"))
      let missing = try await Program.run(["audit", "--policy", "no.json"], in: folder)
      #expect(missing.status == 66)
    }
  }
}
