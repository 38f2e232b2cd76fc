import HeadwaterModel
import Testing

/// A case in lines that raises one code, and the same case mended.
struct AuditSample: Sendable, CustomStringConvertible {
  let code: String
  let raising: String
  let mended: String

  var description: String { code }

  /// Reads lines "entity KEY KIND field=value …", "ID SOURCE relation TARGET field=value …",
  /// "text KEY WORDS" and "same|possibly_same|distinct KEY KEY".
  ///
  /// `_` stands for a space. Attributions are according to `notes` unless a line says otherwise.
  static func records(_ text: String) throws -> [CaseRecord] {
    var records: [CaseRecord] = [.entity(EntityRecord(key: "notes", kind: "document"))]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.isEmpty { continue }
      switch words[0] {
      case "entity": records.append(.entity(try entity(words)))
      case "text":
        records.append(.text(TextRecord(document: words[1], content: spaced(words[2]))))
      case "same", "possibly_same", "distinct":
        let verdict = try #require(IdentityVerdict(rawValue: words[0]))
        records.append(
          .identity(IdentityRecord(entity: words[1], other: words[2], verdict: verdict)))
      default: records.append(.attribution(try attribution(words)))
      }
    }
    return records
  }

  private static func spaced(_ text: String) -> String {
    String(text.map { $0 == "_" ? " " : $0 })
  }

  private static func entity(_ words: [String]) throws -> EntityRecord {
    var record = EntityRecord(key: words[1], kind: words[2])
    for field in words.dropFirst(3) {
      let parts = field.split(separator: "=").map(String.init)
      switch parts[0] {
      case "name": record.name = spaced(parts[1])
      case "alias": record.aliases.append(spaced(parts[1]))
      case "naming": record.naming = try #require(Naming(rawValue: parts[1]))
      case "upstream": record.upstream = try #require(UpstreamMark(rawValue: parts[1]))
      case "date": record.date = try EDTFDate(parts[1])
      case "description": record.description = spaced(parts[1])
      default: Issue.record("unknown field \(field)")
      }
    }
    return record
  }

  private static func attribution(_ words: [String]) throws -> AttributionRecord {
    var record = AttributionRecord(
      id: words[0], source: words[1], relation: words[2],
      target: AttributionTarget(text: words[3]),
      evidence: [EvidenceRecord(document: "notes")])
    for field in words.dropFirst(4) {
      let parts = field.split(separator: "=").map(String.init)
      switch parts[0] {
      case "about": record.about = parts[1]
      case "basis": record.basis = Basis(rawValue: parts[1])
      case "date": record.date = try EDTFDate(parts[1])
      case "status": record.status = try #require(RecordStatus(rawValue: parts[1]))
      case "evidence":
        record.evidence = parts[1] == "none" ? [] : [EvidenceRecord(document: parts[1])]
      case "quote": record.evidence[0].quote = spaced(parts[1])
      default: Issue.record("unknown field \(field)")
      }
    }
    return record
  }

  static let all = records1 + records2 + records3

  private static let records1 = [
    AuditSample(
      code: "HW001",
      raising: """
        entity memo document
        entity wire document
        a memo cited_by wire evidence=none
        """,
      mended: """
        entity memo document
        entity wire document
        a memo cited_by wire
        """),
    AuditSample(
      code: "HW002",
      raising: """
        entity clerk person
        entity agency outlet
        entity paper outlet
        entity story document
        a clerk told agency about=story date=2021
        b agency told paper about=story date=2020
        """,
      mended: """
        entity clerk person
        entity agency outlet
        entity paper outlet
        entity story document
        a clerk told agency about=story date=2020
        b agency told paper about=story date=2020
        """),
    AuditSample(
      code: "HW003",
      raising: """
        entity report document date=2021
        entity story document date=2020-05
        a report cited_by story
        """,
      mended: """
        entity report document date=2020
        entity story document date=2020-05
        a report cited_by story
        """),
    AuditSample(
      code: "HW004",
      raising: """
        entity memo document
        entity wire document
        text wire the_memo_says_no
        a memo cited_by wire evidence=wire quote=memo_says_yes
        """,
      mended: """
        entity memo document
        entity wire document
        text wire the_memo_says_no
        a memo cited_by wire evidence=wire quote=memo_says_no
        """),
    AuditSample(
      code: "HW005",
      raising: """
        entity clerk person
        entity paper outlet
        a clerk told paper
        """,
      mended: """
        entity clerk person
        entity paper outlet
        entity story document
        a clerk told paper about=story
        """),
    AuditSample(
      code: "HW006",
      raising: """
        entity report document
        a report cited_by report
        """,
      mended: """
        entity report document
        entity draft document
        a draft cited_by report
        """),
  ]

  private static let records2 = [
    AuditSample(
      code: "HW007",
      raising: """
        entity source person naming=unnamed name=Unnamed_source
        entity story document
        a source told story
        """,
      mended: """
        entity source person naming=unnamed name=Unnamed_source description=A_port_official
        entity story document
        a source told story
        """),
    AuditSample(
      code: "HW008",
      raising: """
        entity memo document
        entity wire document upstream=origin
        entity story document
        a memo cited_by wire
        b wire cited_by story
        """,
      mended: """
        entity memo document
        entity wire document
        entity story document
        a memo cited_by wire
        b wire cited_by story
        """),
    AuditSample(
      code: "HW009",
      raising: """
        entity clerk person
        entity paper outlet
        entity memo document
        entity ledger document
        a clerk leaked_to paper about=memo
        b ledger cited_by memo
        """,
      mended: """
        entity clerk person
        entity paper outlet
        entity memo document
        entity ledger document
        a clerk leaked_to paper about=memo
        b ledger cited_by memo
        c memo supplied_data_to paper
        """),
    AuditSample(
      code: "HW010",
      raising: """
        entity bureau outlet name=Harbour_Bureau
        entity agency outlet name=HB alias=harbour_bureau
        """,
      mended: """
        entity bureau outlet name=Harbour_Bureau
        entity agency outlet name=HB alias=harbour_bureau
        distinct bureau agency
        """),
    AuditSample(
      code: "HW011",
      raising: """
        entity c claim
        entity ministry organisation
        a ministry denied c
        """,
      mended: """
        entity c claim
        entity ministry organisation
        entity story document
        a ministry denied c
        b story asserted c
        """),
    AuditSample(
      code: "HW012",
      raising: """
        entity paper outlet
        entity study document
        entity story document date=2022
        a paper published study
        b paper retracted study date=2021
        c study cited_by story
        """,
      mended: """
        entity paper outlet
        entity study document
        entity story document date=2020
        a paper published study
        b paper retracted study date=2021
        c study cited_by story
        """),
  ]

  private static let records3 = [
    AuditSample(
      code: "HW013",
      raising: """
        entity clerk person
        entity story document
        entity ministry organisation
        a clerk told story
        b ministry denied attribution:a
        """,
      mended: """
        entity clerk person
        entity story document
        entity ministry organisation
        a clerk told story
        b ministry denied attribution:a
        c clerk confirmed attribution:a
        """),
    AuditSample(
      code: "HW014",
      raising: """
        entity clerk person
        entity officer person
        entity story document
        a clerk told story
        possibly_same clerk officer
        """,
      mended: """
        entity clerk person
        entity officer person
        entity story document
        a clerk told story
        b officer told story
        possibly_same clerk officer
        """),
    AuditSample(
      code: "HW015",
      raising: """
        entity memo document
        entity wire document
        a memo cited_by wire status=suggested
        """,
      mended: """
        entity memo document
        entity wire document
        a memo cited_by wire status=rejected
        """),
    AuditSample(
      code: "HW016",
      raising: """
        entity clerk person
        entity story document
        entity letter document date=2019
        a clerk told story date=2020 evidence=letter
        """,
      mended: """
        entity clerk person
        entity story document
        entity letter document date=2021
        a clerk told story date=2020 evidence=letter
        """),
  ]
}
