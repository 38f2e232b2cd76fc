import CaseStore
import Headwater
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import JSONText
import Testing

/// Damaged texts: each is read or refused with an error of ours, and nothing traps or hangs.
@Suite struct TextFuzzTests {
  /// Rounds for each seed.
  private static let rounds = 1_500

  @Test("The table reader takes or refuses damaged tables", arguments: UInt64(0)..<4)
  func tables(seed: UInt64) throws {
    try FuzzLog.fuzz("csv", seed: seed, rounds: Self.rounds, secondsToHang: 30) { mutator in
      let bytes = mutator.mutated(
        Array(mutator.pick(FuzzCorpus.tables).utf8),
        with: Array(mutator.pick(FuzzCorpus.tables).utf8))
      do throws(CSVProblem) {
        var reader = try CSVReader(bytes: bytes)
        var calls = 0
        while calls <= bytes.count + 2 {
          calls += 1
          do throws(CSVProblem) {
            guard let row = try reader.next() else { break }
            #expect(row.fields.count == reader.header.count)
          } catch {
            #expect(error.line >= 0)
          }
        }
        #expect(calls <= bytes.count + 2)
      } catch {
        #expect(error.line >= 0)
      }
    }
  }

  @Test("The date parser takes or refuses damaged dates", arguments: UInt64(0)..<4)
  func dates(seed: UInt64) throws {
    try FuzzLog.fuzz("edtf", seed: seed, rounds: 4 * Self.rounds, secondsToHang: 30) { mutator in
      let bytes = mutator.mutated(
        Array(mutator.pick(FuzzCorpus.dates).utf8), with: Array(mutator.pick(FuzzCorpus.dates).utf8)
      )
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(EDTFError) {
        let date = try EDTFDate(text)
        #expect(date.text == text)
        let again = try EDTFDate(date.text)
        #expect(again.bounds == date.bounds)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test(
    "The JSON parser takes or refuses damaged texts, and prints what it took",
    arguments: UInt64(0)..<4)
  func json(seed: UInt64) throws {
    try FuzzLog.fuzz("json", seed: seed, rounds: Self.rounds, secondsToHang: 30) { mutator in
      let bytes = mutator.mutated(
        Array(mutator.pick(FuzzCorpus.json).utf8), with: Array(mutator.pick(FuzzCorpus.json).utf8))
      do throws(JSONProblem) {
        let value = try JSONValue(parsing: bytes)
        let text = value.prettyText
        let again = try JSONValue(parsing: text)
        #expect(again.prettyText == text)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
      }
    }
  }

  @Test("The words of the model take or refuse damaged texts", arguments: UInt64(0)..<4)
  func words(seed: UInt64) throws {
    try FuzzLog.fuzz("words", seed: seed, rounds: Self.rounds, secondsToHang: 30) { mutator in
      let bytes = mutator.mutated(
        Array(mutator.pick(FuzzCorpus.words).utf8), with: Array(mutator.pick(FuzzCorpus.words).utf8)
      )
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(any Error) {
        _ = try? EntityKey.check(text)
        _ = try RelationShape.read(text)
        for type in ["text", "integer", "float", "boolean", "date", "time", "duration"] {
          guard let type = PropertyValue.ListElementType(name: type) else { continue }
          _ = try? PropertyValue.read(text, type: type)
        }
      } catch {
        #expect(error is RecordProblem, "\(error)")
      }
    }
  }

  @Test("A damaged case folder is imported or refused as a whole", arguments: UInt64(0)..<4)
  func caseFolders(seed: UInt64) throws {
    try withMemoryFolder { folder in
      let path = folder + "/case.db"
      let file = try CaseFile.create(at: path)
      defer { try? file.close() }
      try FuzzCorpus.writeFolder(to: folder + "/in")
      var before = try file.contents()
      try FuzzLog.fuzz("folder", seed: seed, rounds: 60, secondsToHang: 30) { mutator in
        let name = mutator.pick(FuzzCorpus.folder.keys.sorted())
        let whole = Array((FuzzCorpus.folder[name] ?? "").utf8)
        let other = Array(
          (FuzzCorpus.folder[mutator.pick(FuzzCorpus.folder.keys.sorted())] ?? "").utf8)
        try WholeBytes.write(mutator.mutated(whole, with: other), to: folder + "/in/" + name)
        defer { try? WholeBytes.write(whole, to: folder + "/in/" + name) }
        var isImported = false
        do {
          let outcome = try file.importRecords(
            from: [.folder(folder + "/in")], mode: .update, author: "tester", reason: nil)
          isImported = outcome.problemCount == 0
          #expect(outcome.problems.count <= CaseFolderReader.problemLimit + 1)
        } catch {
          #expect(
            error is CaseError || error is InterchangeError || error is RecordProblem, "\(error)")
        }
        let after = try file.contents()
        if !isImported { #expect(after == before) }
        before = after
      }
      #expect(try file.verify().findings.isEmpty)
    }
  }
}
