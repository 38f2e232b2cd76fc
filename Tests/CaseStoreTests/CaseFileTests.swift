import CaseStore
import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import SQLite
import Testing

@Suite("Making and opening cases")
struct CaseFileTests {
  @Test("A new case belongs to its owner alone, whatever the mask of the process")
  func mode() throws {
    try withTemporaryFolder { folder in
      let before = umask(0)
      defer { umask(before) }
      let file = try CaseFile.create(at: folder + "/case.db")
      try file.add(Small.all)
      for name in fileNames(in: folder) {
        var status = stat()
        #expect(stat(folder + "/" + name, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600, "\(name)")
      }
    }
  }

  @Test("A new case says in its header what it is")
  func header() throws {
    try withCase { file, _ throws in
      #expect(try file.integer("PRAGMA application_id") == 0x4857_5452)
      #expect(try file.integer("PRAGMA user_version") == 1)
      #expect(try file.integer("PRAGMA foreign_keys") == 1)
      #expect(try file.integer("PRAGMA synchronous") == 2)
      #expect(try file.text("PRAGMA journal_mode") == "wal")
    }
  }

  @Test("A new case has the vocabulary of every case and nothing else")
  func newCase() throws {
    try withCase { file, _ in
      #expect(try file.contents().isEmpty)
      try file.read { reader in
        #expect(!reader.vocabulary.isOpen)
        #expect(reader.vocabulary.kinds == Vocabulary().kinds)
        #expect(reader.vocabulary.relations == Vocabulary().relations)
      }
      #expect(try file.verify().findings.isEmpty)
    }
    try withCase(isOpen: true) { file, _ in
      try expectTrue(file.read { $0.vocabulary.isOpen })
    }
  }

  @Test("A file that is there is not made into a case")
  func alreadyExists() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/notes.txt"
      try makeFile(path, Array("my notes".utf8))
      try expectEqual(code { _ = try CaseFile.create(at: path) }, .alreadyExists)
      #expect(try bytes(of: path) == Array("my notes".utf8))
    }
  }

  @Test("A case cannot be made in a folder that is not there")
  func cannotCreate() throws {
    try withTemporaryFolder { folder in
      try expectEqual(code { _ = try CaseFile.create(at: folder + "/no/case.db") }, .cannotCreate)
      try expectEqual(code { _ = try CaseFile.create(at: "") }, .cannotCreate)
      try expectEqual(code { _ = try CaseFile.create(at: folder + "/a\0b") }, .cannotCreate)
      #expect(fileNames(in: folder).isEmpty)
    }
  }

  @Test("What is no case is refused with its reason", arguments: [CaseAccess.readOnly, .readWrite])
  func refusals(access: CaseAccess) throws {
    try withTemporaryFolder { folder in
      func refusal(_ name: String) throws -> CaseError.Code? {
        try code { _ = try CaseFile.open(at: folder + "/" + name, access: access) }
      }
      #expect(try refusal("absent") == .notFound)
      #expect(try refusal("") == .isDirectory)

      try makeFile(folder + "/empty", [])
      #expect(try refusal("empty") == .notACase)

      let prose = Array(repeating: UInt8(ascii: "x"), count: 5_000)
      try makeFile(folder + "/prose", prose)
      #expect(try refusal("prose") == .notACase)
      #expect(try bytes(of: folder + "/prose") == prose)

      let other = try Connection(path: folder + "/other.db", mode: .create)
      try other.execute("CREATE TABLE t (x); PRAGMA user_version = 1")
      #expect(try refusal("other.db") == .notACase)

      let newer = try CaseFile.create(at: folder + "/newer.db")
      try newer.tamper("PRAGMA user_version = 2")
      try newer.close()
      #expect(try refusal("newer.db") == .newerVersion)

      let unfinished = try CaseFile.create(at: folder + "/unfinished.db")
      try unfinished.tamper("PRAGMA user_version = 0")
      try unfinished.close()
      #expect(try refusal("unfinished.db") == .notACase)
    }
  }

  @Test("A case that was cut short is refused or found damaged, and never a crash")
  func truncated() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/case.db"
      let file = try CaseFile.create(at: path)
      try file.add(Small.all)
      let contents = try file.contents()
      try file.close()
      let whole = try bytes(of: path)
      for count in stride(from: 0, to: whole.count, by: 4_000) {
        try makeFile(folder + "/cut.db", Array(whole[..<count]))
        do {
          let cut = try CaseFile.open(at: folder + "/cut.db", access: .readOnly)
          // A page that is not in use may be missed by nobody.
          let isDamaged = try !cut.verify().findings.isEmpty
          #expect(try isDamaged || cut.contents() == contents, "\(count) bytes")
        } catch let error as CaseError {
          #expect([.notACase, .corrupted].contains(error.code), "\(count) bytes: \(error)")
        }
      }
    }
  }

  @Test("A closed case is one file, and a copy of it is whole")
  func closing() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/case.db"
      let file = try CaseFile.create(at: path)
      try file.add(Small.all)
      #expect(fileNames(in: folder) == ["case.db", "case.db-shm", "case.db-wal"])
      let contents = try file.contents()
      try file.close()
      try file.close()
      #expect(fileNames(in: folder) == ["case.db"])
      try expectEqual(code { _ = try file.contents() }, .closed)

      try makeFile(folder + "/copy.db", try bytes(of: path))
      let copy = try CaseFile.open(at: folder + "/copy.db", access: .readOnly)
      #expect(try copy.contents() == contents)
      #expect(try copy.verify().findings.isEmpty)
      try copy.close()
      #expect(fileNames(in: folder) == ["case.db", "copy.db"])
    }
  }

  @Test("A case that nobody holds any more is closed")
  func dying() throws {
    try withTemporaryFolder { folder in
      do {
        let file = try CaseFile.create(at: folder + "/case.db")
        try file.add(Small.entities)
      }
      #expect(fileNames(in: folder) == ["case.db"])
    }
  }

  @Test("A case opened to be read cannot be written")
  func readOnly() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/case.db"
      try CaseFile.create(at: path).close()
      let file = try CaseFile.open(at: path, access: .readOnly)
      try expectEqual(code { try file.add(Small.entities) }, .readOnly)
      #expect(try file.contents().isEmpty)
    }
  }

  @Test("A read-only case in a read-only folder can be read, and not opened for writing")
  func readOnlyFolder() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/case.db"
      let file = try CaseFile.create(at: path)
      try file.add(Small.all)
      try file.close()
      chmod(path, 0o444)
      chmod(folder, 0o555)
      await #expect(processExitsWith: .success) {
        [folder = folder as String, path = path as String] in
        // The owner of everything is held back by no mode.
        if getuid() == 0 { setuid(65_534) }
        let file = try CaseFile.open(at: path, access: .readOnly)
        try #require(try file.contents().count == Small.all.count)
        try file.close()
        try #require(fileNames(in: folder) == ["case.db"])
        try #require(
          try code { _ = try CaseFile.open(at: path, access: .readWrite) } == .readOnly)
      }
      chmod(folder, 0o700)
    }
  }

  @Test("A case that its reader may not read is refused")
  func unreadable() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/case.db"
      try CaseFile.create(at: path).close()
      chmod(path, 0o000)
      chmod(folder, 0o755)
      await #expect(processExitsWith: .success) { [path = path as String] in
        if getuid() == 0 { setuid(65_534) }
        try #require(
          try code { _ = try CaseFile.open(at: path, access: .readOnly) } == .cannotOpen)
      }
    }
  }

  @Test("A path is a path, whatever it looks like", arguments: ["file:x", "a?b=c", "a%20b", "#1"])
  func paths(name: String) throws {
    try withTemporaryFolder { folder in
      let file = try CaseFile.create(at: folder + "/" + name)
      try file.add(Small.entities)
      try file.close()
      #expect(fileNames(in: folder) == [name])
      let opened = try CaseFile.open(at: folder + "/" + name, access: .readWrite)
      #expect(try opened.contents().count == Small.entities.count)
    }
  }

  @Test("Whatever is thrown undoes the whole write")
  func rollback() throws {
    try withCase(holding: Small.all) { file in
      let before = try file.contents()
      let changes = try file.integer("SELECT count(*) FROM change")
      var isStopped = false
      do {
        try file.write(author: "tester") { writer in
          _ = try writer.write(
            .entity(EntityRecord(key: "new", kind: "person")), mode: .addOnly)
          try writer.removeEntity(key: "icrc", cascade: true)
          throw TestFailure(message: "stop")
        }
      } catch is TestFailure {
        isStopped = true
      }
      #expect(isStopped)
      #expect(try file.contents() == before)
      #expect(try file.integer("SELECT count(*) FROM change") == changes)
      #expect(try file.verify().findings.isEmpty)
    }
  }

  @Test("A read sees one state, while another connection writes the next")
  func snapshot() throws {
    try withCase { file, path in
      let other = try CaseFile.open(at: path, access: .readWrite)
      try file.read { reader in
        var before: [EntityRecord] = []
        try reader.forEachEntity { before.append($0) }
        try other.add(Small.entities)
        var after: [EntityRecord] = []
        try reader.forEachEntity { after.append($0) }
        #expect(before.isEmpty && after.isEmpty)
      }
      #expect(try file.contents().count == Small.entities.count)
    }
  }

  @Test("A reader can be told from what it is given whether a key or id is there")
  func unknown() throws {
    try withCase(holding: Small.all) { file in
      try file.read { reader in
        try expectEqual(code { _ = try reader.requiredEntity("articel") }, .unknownEntity)
        try expectEqual(code { _ = try reader.requiredAttribution("x") }, .unknownAttribution)
        do {
          _ = try reader.requiredEntity("articel")
        } catch let error as CaseError {
          #expect(error.suggestions == ["article"])
        }
        #expect(try reader.entity(forKey: "ARTICLE") == reader.requiredEntity("article"))
        #expect(try reader.entity(forKey: "nobody") == nil)
      }
    }
  }
}
