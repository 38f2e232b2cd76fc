import Foundation
import HeadwaterTestSupport
import Testing

/// What `purge` leaves of withheld sources and of what was removed: nothing.
@Suite struct ProtectedSourcePurgeTests {
  /// The case file's markers of `hunt` after a purge, which leaves no other file.
  private func purged(
    _ line: String, in folder: String, by hunts: [LeakHunt]
  ) async throws -> [LeakHunt.Find] {
    let result = try await Program.run(line.split(separator: " ").map(String.init), in: folder)
    #expect(result.status == 0, "\(line): \(result.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files == ["case.db"])
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/case.db")))
    return hunts.flatMap { $0.finds(in: bytes) + $0.finds(in: result.output + result.errors) }
  }

  @Test("After a purge no byte of the case file tells who withheld sources are or what they said")
  func everything() async throws {
    try await ProtectedCase.withCopy { shared, folder in
      let finds = try await purged("purge", in: folder, by: [shared.hunt])
      #expect(finds.isEmpty, "\(finds)")
    }
  }

  @Test(
    "After a purge no byte of what was removed or changed is left",
    arguments: ["purge", "purge --yes", "purge --keep-withheld"])
  func removed(line: String) async throws {
    try await ProtectedCase.withCopy { shared, folder in
      let past = LeakHunt(shared.hunt.markers.filter { $0.stay == .past })
      let finds = try await purged(line, in: folder, by: [past, shared.formerHunt])
      #expect(finds.isEmpty, "\(finds)")
    }
  }

  @Test("A purged case is whole and says where withheld sources stand, and no more")
  func afterwards() async throws {
    try await ProtectedCase.withCopy { shared, folder in
      try await Program.check(["purge"], in: folder)
      try await Program.check(["verify"], in: folder)
      let traced = try await Program.check(["trace", "story"], in: folder)
      #expect(traced.contains("Withheld source 1") && traced.contains("Withheld source 2"))
      for line in [
        "trace story --format json --reveal-withheld", "history --reveal-withheld",
        "export --format jsonl --reveal-withheld", "export --output out --reveal-withheld",
        "search $nameWord --reveal-withheld", "show story --reveal-withheld",
        "identity list --reveal-withheld", "stats", "export --format jsonl",
        "export --format jsonl --recorded-as-of $moment --reveal-withheld",
      ] {
        let result = try await Program.run(shared.arguments(of: line), in: folder)
        let finds =
          try shared.hunt.finds(in: result.output + result.errors)
          + shared.hunt.finds(inFolder: folder)
        // Earlier states are gone, so that asking for one may be refused.
        let isAnswered = result.status == 0 || line.contains("recorded-as-of")
        #expect(isAnswered && finds.isEmpty, "\(line): \(finds) \(result.errors)")
      }
    }
  }

  @Test("A purged case goes on: it is changed, checked and purged again")
  func goingOn() async throws {
    try await ProtectedCase.withCopy { shared, folder in
      for line in [
        "purge", "add entity other --kind person --naming withheld --name Somebody",
        "add attribution other told story --about claim", "verify", "purge", "verify", "purge",
        "export --output out", "init again.db", "import out --case again.db",
        "verify --case again.db", "backup copy.db", "verify --case copy.db",
      ] {
        try await Program.check(shared.arguments(of: line), in: folder)
      }
    }
  }

  @Test("A purge that keeps withheld sources keeps all that the case knows of them")
  func keeping() async throws {
    try await ProtectedCase.withCopy { shared, folder in
      try await Program.check(["purge", "--keep-withheld"], in: folder)
      try await Program.check(["verify"], in: folder)
      let output = try await Program.check(
        ["export", "--format", "jsonl", "--reveal-withheld"], in: folder)
      let missing = try shared.missing(.present, in: output, folder: folder)
      #expect(missing.isEmpty, "\(missing)")
      let open = try await Program.check(["export", "--format", "jsonl"], in: folder)
      let finds = shared.hunt.finds(in: open)
      #expect(finds.isEmpty, "\(finds)")
    }
  }

  @Test("A redacted copy is a whole case, and the case that it was made of stays as it was")
  func redactedCopy() async throws {
    try await ProtectedCase.withCopy { shared, folder in
      try await Program.check(["backup", "copy.db", "--redact"], in: folder)
      let same = try Data(contentsOf: URL(filePath: folder + "/case.db")) == shared.file
      #expect(same)
      try await Program.check(["verify", "--case", "copy.db"], in: folder)
      for line in [
        "trace story --case copy.db", "export --format jsonl --case copy.db --reveal-withheld",
        "history --case copy.db --reveal-withheld",
      ] {
        let output = try await Program.check(shared.arguments(of: line), in: folder)
        let finds = shared.hunt.finds(in: output)
        #expect(finds.isEmpty, "\(line): \(finds)")
      }
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/copy.db")
      #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(files == ["case.db", "copy.db"])
    }
  }

  @Test("A plain backup is the whole case, secrets and all")
  func plainCopy() async throws {
    try await ProtectedCase.withCopy { shared, folder in
      try await Program.check(["backup", "copy.db"], in: folder)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/copy.db")))
      let found = Set(shared.hunt.finds(in: bytes).map(\.marker))
      let missing = shared.hunt.markers.filter { $0.stay == .present && !found.contains($0) }
      #expect(missing.isEmpty, "\(missing.map(\.place))")
    }
  }
}
