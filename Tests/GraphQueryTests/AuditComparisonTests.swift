import CaseStore
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// The rules that pass over a case once, against rules that look at each pair; and the case file
/// against records in memory.
@Suite struct AuditComparisonTests {
  @Test("One pass finds what looking at every pair finds", arguments: 0..<20)
  func bruteForce(block: Int) throws {
    for seed in UInt64(block * 100)..<UInt64(block * 100 + 100) {
      let records = OracleQuestion(seed: seed).world.records
      let found = Set(
        try AuditTests.lines(of: records).map { line in
          line.split(separator: " ").prefix(2).joined(separator: " ")
        })
      let expected = PairwiseAudit(records).findings
      let compared = found.filter { PairwiseAudit.codes.contains(String($0.prefix(5))) }
      #expect(compared == expected, "seed \(seed)")
    }
  }

  @Test("The seeds meet each of the rules that are compared")
  func coverage() {
    var met: [String: Int] = [:]
    for seed in UInt64(0)..<2000 {
      for line in PairwiseAudit(OracleQuestion(seed: seed).world.records).findings {
        met[String(line.prefix(5)), default: 0] += 1
      }
    }
    for code in PairwiseAudit.codes { #expect(met[code, default: 0] >= 20, "\(code)") }
  }

  @Test("A case file is audited as the records that it was made of", arguments: 0..<10)
  func caseFile(block: Int) throws {
    try withTemporaryFolder { folder in
      for seed in UInt64(block * 8)..<UInt64(block * 8 + 8) {
        var random = SplitMix64(seed: seed)
        var records = OracleQuestion(seed: seed).world.records
        let keys = records.compactMap { record -> String? in
          if case .entity(let entity) = record { entity.key } else { nil }
        }
        for _ in 0..<2 {
          let pair = (0..<2).compactMap { _ in keys.randomElement(using: &random) }
          let verdict = [IdentityVerdict.same, .possiblySame].randomElement(using: &random)
          guard let verdict, pair.count == 2, pair[0] != pair[1] else { continue }
          let record = CaseRecord.identity(
            IdentityRecord(entity: pair[0], other: pair[1], verdict: verdict))
          // One that is repeated is not written again.
          if !records.contains(record) { records.append(record) }
        }
        let expected = try AuditTests.lines(of: records)
        let found = try Self.lines(records, at: "\(folder)/\(seed).db")
        #expect(found == expected, "seed \(seed)")
      }
    }
  }

  @Test("A case file raises each code as records in memory do", arguments: AuditSample.all)
  func samples(sample: AuditSample) throws {
    try withTemporaryFolder { folder in
      for (name, text) in [("raising", sample.raising), ("mended", sample.mended)] {
        let records = try AuditSample.records(text)
        let expected = try AuditTests.lines(of: records)
        #expect(try Self.lines(records, at: "\(folder)/\(name).db") == expected)
      }
    }
  }

  private static func lines(_ records: [CaseRecord], at path: String) throws -> [String] {
    try CaseGraphTests.file(records, at: path).read { reader in
      try Audit(of: reader).findings.map { finding in
        func name(_ subject: AuditSubject) throws -> String {
          switch subject {
          case .entity(let id): try reader.entityRecords([id])[0].key ?? ""
          case .attribution(let id): try reader.attributionRecords([id])[0].id ?? ""
          }
        }
        let names = try finding.related.map(name)
        let subject = try finding.subject.map(name) ?? "-"
        return ([finding.code, subject] + names).joined(separator: " ")
      }
    }
  }
}
