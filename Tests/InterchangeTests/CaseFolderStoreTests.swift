import CaseStore
import Headwater
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

/// Case folders between real cases.
@Suite struct CaseFolderStoreTests {
  private static func contents(_ file: CaseFile) throws -> [CaseRecord] {
    try file.read(revealWithheld: true) { reader in
      var records: [CaseRecord] = []
      try reader.forEachKind { records.append(.kind($0)) }
      try reader.forEachRelation { records.append(.relation($0)) }
      try reader.forEachEntity { records.append(.entity($0)) }
      try reader.forEachAttribution { records.append(.attribution($0)) }
      try reader.forEachText { records.append(.text($0)) }
      try reader.forEachIdentity { records.append(.identity($0)) }
      return records
    }
  }

  @Test("A case written as a folder and read into another is the same", arguments: 0..<12)
  func roundTrip(block: Int) throws {
    for seed in UInt64(block * 5)..<UInt64(block * 5 + 5) {
      try withTemporaryFolder { folder in
        let records = RandomRecords.caseRecords(
          seed: seed, options: .init(hasWithheld: seed % 2 == 0))
        let first = try CaseFile.create(at: folder + "/first.db")
        try first.write(author: "tester") { writer in
          for record in records { _ = try writer.write(record, mode: .addOnly) }
        }
        try first.read(revealWithheld: true) { reader in
          _ = try CaseFolderWriter(path: folder + "/out").write(reader)
        }
        let second = try CaseFile.create(at: folder + "/second.db")
        let outcome = try second.importRecords(
          from: [.folder(folder + "/out")], mode: .addOnly, author: "tester", reason: nil)
        #expect(outcome.problems == [], "seed \(seed)")
        // Withheld sources get another public key in each case, and their order is that of those.
        let same = Set(try Self.contents(first)) == Set(try Self.contents(second))
        #expect(same, "seed \(seed)")
        let again = try second.importRecords(
          from: [.folder(folder + "/out")], mode: .addOnly, author: "tester", reason: nil)
        #expect(again.added == 0 && again.updated == 0 && again.problems == [], "seed \(seed)")
      }
    }
  }
}
