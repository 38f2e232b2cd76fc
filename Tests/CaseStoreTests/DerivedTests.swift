import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import Testing

@Suite("What is derived stays right")
struct DerivedTests {
  @Test(
    "Counts, groups, search and journal agree with the rows, whatever is edited",
    arguments: UInt64(0)..<25)
  func randomEdits(seed: UInt64) throws {
    let records = RandomGraph.records(seed: seed, entities: 10, attributions: 25)
    try withCase(holding: records) { file in
      var random = SplitMix64(seed: seed)
      for step in 0..<20 {
        do {
          try file.write(author: "x") { writer in
            for _ in 0..<Int.random(in: 1...4, using: &random) {
              try Self.edit(writer, seed: seed, &random)
            }
          }
        } catch is RecordProblem {
          // The write is undone, which must leave no trace either.
        } catch let error as CaseError {
          #expect([.unknownEntity, .unknownAttribution].contains(error.code))
        }
        let findings = try file.verify().findings
        #expect(findings.isEmpty, "seed \(seed), step \(step)")
      }
    }
  }

  private static func edit(
    _ writer: CaseWriter, seed: UInt64, _ random: inout SplitMix64
  ) throws {
    let fresh = RandomGraph.records(seed: random.next(), entities: 10, attributions: 25)
    let entity = "e\(Int.random(in: 0..<10, using: &random))"
    let attribution = "a\(Int.random(in: 0..<25, using: &random))"
    switch Int.random(in: 0..<7, using: &random) {
    case 0: try writer.removeAttribution(id: attribution, cascade: true)
    case 1: try writer.removeEntity(key: entity, cascade: true)
    case 2:
      var record = try writer.attributionRecord(forUID: attribution)
      record.status = RecordStatus.allCases.randomElement(using: &random) ?? .recorded
      _ = try writer.replaceAttribution(id: attribution, with: record)
    case 3:
      var record = try writer.entityRecord(forKey: entity)
      record.naming = Naming.allCases.randomElement(using: &random) ?? .named
      _ = try writer.replaceEntity(key: entity, with: record)
    case 4:
      let other = "e\(Int.random(in: 0..<10, using: &random))"
      let verdict = IdentityVerdict.allCases.filter { $0 != .undone }
      _ = try writer.write(
        .identity(
          IdentityRecord(
            entity: entity, other: other, verdict: verdict.randomElement(using: &random) ?? .same)),
        mode: .addOnly)
    default:
      for record in fresh.shuffled(using: &random).prefix(6) {
        do {
          _ = try writer.write(record, mode: .update)
        } catch is RecordProblem {
          // One bad record leaves nothing behind and the rest goes on.
        }
      }
    }
  }
}
