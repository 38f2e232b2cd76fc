import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// What each rule finds, in cases small enough to be read.
@Suite struct AuditTests {
  static func lines(_ text: String, only: Set<String> = []) throws -> [String] {
    try lines(of: AuditSample.records(text), only: only)
  }

  /// Findings as "HW001 subject: related …", by way of records in memory.
  static func lines(of records: [CaseRecord], only: Set<String> = []) throws -> [String] {
    let reader = InMemoryAudit(records)
    var options = AuditOptions()
    options.only = only
    return try Audit(of: reader, options: options).findings.map { finding in
      func name(_ subject: AuditSubject) -> String {
        switch subject {
        case .entity(let id): reader.name(of: id)
        case .attribution(let id): reader.name(of: id)
        }
      }
      return ([finding.code, finding.subject.map(name) ?? "-"] + finding.related.map(name))
        .joined(separator: " ")
    }
  }

  @Test(
    "Each code has a case that raises it alone, and one mended that raises nothing",
    arguments: AuditSample.all)
  func samples(sample: AuditSample) throws {
    let found = try Self.lines(sample.raising)
    #expect(found.count == 1 && found[0].hasPrefix(sample.code + " "), "\(found)")
    #expect(try Self.lines(sample.mended) == [])
  }

  @Test("There is such a case for every code, each once and in order")
  func everyCode() {
    let codes = AuditRule.all.map(\.code)
    #expect(codes == AuditSample.all.map(\.code))
    #expect(Set(codes).count == codes.count && codes == codes.sorted())
  }

  @Test("Errors come first, then warnings, then notes; what is not listed is counted")
  func order() throws {
    let records = try AuditSample.records(
      """
      entity a1 document date=2021
      entity b1 document date=2020
      x a1 cited_by b1 evidence=none
      y a1 cited_by b1 status=suggested
      """)
    #expect(try Self.lines(of: records) == ["HW003 x b1 a1", "HW001 x", "HW015 -"])
    var options = AuditOptions()
    options.limit = 1
    let audit = try Audit(of: InMemoryAudit(records), options: options)
    #expect(audit.findings.map(\.code) == ["HW003"])
    #expect(audit.counts == [.error: 1, .warning: 1, .note: 1] && audit.total == 3)
    options.skip = ["HW003", "HW015"]
    let skipped = try Audit(of: InMemoryAudit(records), options: options)
    #expect(skipped.findings.map(\.code) == ["HW001"] && skipped.total == 1)
  }

  @Test("Nothing is found in an empty case, nor in one with a single entity")
  func small() throws {
    #expect(try Self.lines(of: []) == [])
    #expect(try Self.lines("entity clerk person naming=unnamed") == [])
  }

  @Test("Hops on other matters are not compared, and those through an asserted claim are")
  func matters() throws {
    let parts = """
      entity clerk person
      entity agency outlet
      entity story document
      entity other document
      entity c claim
      s story asserted c
      b agency published story date=2020
      """
    let other = parts + "\na clerk told agency about=other date=2021"
    #expect(try Self.lines(other, only: ["HW002"]) == [])
    let claim = parts + "\na clerk told agency about=c date=2021"
    #expect(try Self.lines(claim, only: ["HW002"]) == ["HW002 a b"])
    let overlap = parts + "\na clerk told agency about=c date=2020-12/2021"
    #expect(try Self.lines(overlap, only: ["HW002"]) == [])
  }

  @Test("What was judged the same is one: a citation of itself, and no pair to be judged")
  func identity() throws {
    let text = """
      entity report document name=Annual_report
      entity draft document name=Annual_report
      a draft cited_by report
      """
    #expect(try Self.lines(text) == ["HW010 draft report"])
    #expect(try Self.lines(text + "\nsame draft report") == ["HW006 a draft"])
    #expect(try Self.lines(text + "\npossibly_same draft report", only: ["HW010"]) == [])
  }

  @Test("An agent that was told about a document while making it was handed nothing")
  func madeFromIt() throws {
    let text = """
      entity clerk person
      entity bureau outlet
      entity report document
      entity ledger document
      a clerk leaked_to bureau about=report
      b bureau published report
      c ledger cited_by report
      """
    #expect(try Self.lines(text, only: ["HW009"]) == [])
  }

  @Test("A basis hides the steps of its matter, and no others")
  func basis() throws {
    let text = """
      entity clerk person
      entity agency outlet
      entity story document
      entity c claim
      entity d claim
      x clerk told agency about=c
      """
    let same = text + "\ny agency told story about=c basis=origin"
    #expect(try Self.lines(same, only: ["HW008"]) == ["HW008 y x"])
    let other = text + "\ny agency told story about=d basis=origin"
    #expect(try Self.lines(other, only: ["HW008"]) == [])
    let relayed = text + "\ny agency told story about=c basis=relayed"
    #expect(try Self.lines(relayed, only: ["HW008"]) == [])
  }

  @Test("Titles that recur with other dates are not duplicates, nor are those of unnamed sources")
  func namesakes() throws {
    let letters = """
      entity l1 document name=Letter date=1998
      entity l2 document name=Letter date=2001
      entity s1 person naming=unnamed name=Unnamed_source
      entity s2 person naming=unnamed name=Unnamed_source
      entity p person name=Letter
      """
    #expect(try Self.lines(letters, only: ["HW010"]) == [])
  }

  @Test("A policy asks of claims what it says, and says what they lack")
  func policy() throws {
    let text = """
      entity clerk person upstream=origin
      entity story document
      entity c claim
      entity ministry organisation
      a clerk told story about=c
      b story asserted c evidence=none
      d ministry denied attribution:b
      """
    let records = try AuditSample.records(text)
    let graph = InMemoryGraph(records)
    func codes(_ change: (inout AuditRequirements) -> Void) throws -> [String] {
      var options = AuditOptions()
      var require = AuditRequirements()
      change(&require)
      let rule = AuditPolicyRule(code: "r", claims: .all, require: require, severity: .note)
      options.demands = [AuditDemand(rule, claims: nil)]
      options.only = ["policy/r"]
      let audit = try Audit(
        of: InMemoryAudit(records), options: options,
        independence: { claim throws(QueryError) in try ClaimFigures(of: claim, in: graph) })
      return audit.findings.map { "\($0.code) \($0.severity.rawValue) \($0.related.count)" }
    }
    #expect(try codes { $0.independentOrigins = 1 } == [])
    #expect(try codes { $0.independentOrigins = 2 } == ["policy/r note 0"])
    #expect(try codes { $0.disjointChains = 1 } == [])
    #expect(try codes { $0.disjointChains = 2 } == ["policy/r note 0"])
    #expect(try codes { $0.noSinglePoint = true } == ["policy/r note 2"])
    #expect(try codes { $0.evidence = true } == ["policy/r note 1"])
    #expect(try codes { $0.noOpenDenial = true } == ["policy/r note 1"])
  }

  @Test("A claim that nothing leads to falls short of each rule on what it rests on")
  func policyOnBareClaim() throws {
    let records = try AuditSample.records("entity c claim")
    let figures = try ClaimFigures(
      of: try #require(try InMemoryGraph(records).entity(forKey: "c")),
      in: InMemoryGraph(records))
    #expect(figures.originsLower == 0 && figures.disjointChains == 0)
  }

  @Test("An audit stops when it is told to")
  func stops() throws {
    let records = try AuditSample.records(AuditSample.all[0].raising)
    let audit = try Audit(of: InMemoryAudit(records), stopCheck: { .time })
    #expect(audit.stopReason == .time && audit.findings.isEmpty)
  }
}
