import Foundation
import HeadwaterTestSupport
import SQLite
import Testing

/// Files and folders that cannot be written, and disks that are full.
@Suite struct UnwritableTests {
  /// Runs a script of the shell; `$0` is the program.
  private static func shell(
    _ script: String, in folder: String, _ arguments: String...
  ) throws -> ProgramResult {
    try Program.runBlocking(
      ["-c", script, Program.path] + arguments, in: folder, program: "/bin/sh")
  }

  /// Keeps a path from being written while `body` runs: root is stopped by no mode, but by the
  /// attribute `i` where the file system has it.
  private static func protecting(
    _ path: String, in folder: String, _ body: () async throws -> Void
  ) async throws {
    let (on, off) =
      getuid() == 0
      ? ("chattr +i \"$1\"", "chattr -i \"$1\"") : ("chmod a-w \"$1\"", "chmod u+w \"$1\"")
    _ = try shell(on, in: folder, path)
    do {
      try await body()
    } catch {
      _ = try shell(off, in: folder, path)
      throw error
    }
    _ = try shell(off, in: folder, path)
  }

  /// Whether this user can be kept from writing a file.
  private static let canProtect = works("chattr +i probe && chattr -i probe") || getuid() != 0

  /// Whether this user may mount a small disk of its own.
  private static let canMount = works("mkdir d && unshare -m mount -t tmpfs -o size=1m none d")

  private static func works(_ script: String) -> Bool {
    let result = try? withTemporaryFolder { folder in
      try shell("touch probe && " + script, in: folder)
    }
    return result?.status == 0
  }

  @Test(
    "A case that is read-only can be read, and is refused for writing",
    .enabled(if: canProtect, "no file can be protected from root here"))
  func readOnlyFile() async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      let before = try WholeBytes.read(folder + "/case.db")
      try await Self.protecting("case.db", in: folder) {
        try await Self.checkReadOnly(folder)
      }
      #expect(try WholeBytes.read(folder + "/case.db") == before)
      try await Program.check(["add", "entity", "x", "--kind", "person"], in: folder)
    }
  }

  @Test(
    "A case in a read-only folder can be read, and is refused for writing",
    .enabled(if: canProtect, "no folder can be protected from root here"))
  func readOnlyFolder() async throws {
    try await withTemporaryFolder { outer in
      let folder = outer + "/inner"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      try await BadInputTests.prepare(folder)
      let before = try WholeBytes.read(folder + "/case.db")
      try await Self.protecting(folder, in: outer) {
        try await Self.checkReadOnly(folder)
        let made = try await Program.run(["init", "new.db"], in: folder)
        #expect(made.status == 73)
        #expect(made.errors.contains("new.db"))
        let exported = try await Program.run(
          ["export", "--format", "csv", "--output", "out"], in: folder)
        #expect([73, 74].contains(exported.status), "\(exported.errors)")
        #expect(exported.errors.contains("out"))
      }
      #expect(try WholeBytes.read(folder + "/case.db") == before)
      try await Program.check(["add", "entity", "x", "--kind", "person"], in: folder)
    }
  }

  private static func checkReadOnly(_ folder: String) async throws {
    for command in [["trace", "article"], ["stats"], ["verify"], ["export", "--format", "json"]] {
      let result = try await Program.run(command, in: folder)
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
    for command in [
      ["add", "entity", "x", "--kind", "person"], ["edit", "entity", "article", "--name", "X"],
      ["remove", "entity", "article", "--cascade"],
    ] {
      let result = try await Program.run(command, in: folder)
      #expect(result.status == 74, "\(command): \(result.errors)")
      #expect(result.errors.contains("read-only"), "\(command): \(result.errors)")
    }
  }

  private static func writeBigFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let text = String(repeating: "word ", count: 100)
    let rows = (0..<2_000).map { "d\($0),document,\(text)\n" }
    try Program.write("key,kind,description\n" + rows.joined(), to: path + "/entities.csv")
  }

  @Test(
    "A full disk ends an import with 74, and the case is as before",
    .enabled(if: canMount, "no disk can be mounted here"))
  func fullDisk() throws {
    try withTemporaryFolder { folder in
      try Self.writeBigFolder(folder + "/big")
      try FileManager.default.createDirectory(
        atPath: folder + "/disk", withIntermediateDirectories: false)
      let script = """
        set -e
        mount -t tmpfs -o size=1m none disk
        export HEADWATER_CASE=disk/case.db
        "$0" init
        "$0" add entity first --kind claim
        "$0" export --format json > before
        "$0" import big 2> said && status=0 || status=$?
        echo "$status" > status
        "$0" export --format csv --output disk/out 2> exported || true
        "$0" verify
        "$0" export --format json > after
        "$0" add entity next --kind claim
        ls -A disk > files
        "$0" init disk/second.db 2> initialised && status=0 || status=$?
        dd if=/dev/zero of=disk/filler bs=4k 2> /dev/null || true
        "$0" init disk/third.db 2> initialised && status=0 || status=$?
        echo "$status" >> status
        ls -A disk >> files
        """
      let result = try Self.shell(
        "exec unshare -m /bin/sh -c \"$1\" \"$0\"", in: folder, script)
      #expect(result.status == 0, "\(result.errors)")
      #expect(try Program.read(folder + "/status") == "74\n74\n")
      #expect(try Program.read(folder + "/said").contains("no room left"))
      #expect(try Program.read(folder + "/after") == Program.read(folder + "/before"))
      let files = try Program.read(folder + "/files").split(separator: "\n")
      #expect(!files.contains("third.db"), "\(files)")
      #expect(!files.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }, "\(files)")
    }
  }

  @Test("A limit on the size of files ends an import with 74, and the case is as before")
  func fileSizeLimit() async throws {
    try await withTemporaryFolder { folder in
      try Self.writeBigFolder(folder + "/big")
      try await BadInputTests.prepare(folder)
      let before = try await Program.check(["export", "--format", "json"], in: folder)
      // Blocks of 512 bytes; without the signal that would end the program.
      let result = try Self.shell(
        "trap '' XFSZ; ulimit -f 600; exec \"$0\" import big", in: folder)
      #expect(result.status == 74, "\(result.errors)")
      #expect(!result.errors.isEmpty)
      try await Program.check(["verify"], in: folder)
      let after = try await Program.check(["export", "--format", "json"], in: folder)
      #expect(after == before)
      try await Program.check(["import", "big"], in: folder)
    }
  }

  @Test("An answer that cannot be written ends with 74")
  func fullOutput() async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      for command in ["trace article", "stats", "verify", "export --format json"] {
        let result = try Self.shell("exec \"$0\" \(command) > /dev/full", in: folder)
        #expect(result.status == 74, "\(command): \(result.errors)")
      }
    }
  }

  @Test("Whatever would write waits for another program's write, and then says that it is busy")
  func busy() async throws {
    try await withTemporaryFolder { folder in
      try await BadInputTests.prepare(folder)
      let table = folder + "/table"
      try FileManager.default.createDirectory(atPath: table, withIntermediateDirectories: false)
      try Program.write("key,kind\nx,claim\n", to: table + "/entities.csv")
      let before = try WholeBytes.read(folder + "/case.db")
      let other = try Connection(path: folder + "/case.db", mode: .readWrite)
      try other.begin(.immediate)
      let commands = [
        ["import", "table"], ["edit", "entity", "article", "--name", "X"],
        ["remove", "attribution", "a2"],
      ]
      try await Threads.run(
        commands.map { command in
          {
            let result = try Program.runBlocking(command, in: folder)
            guard result.status == 75, result.errors.contains("in use") else {
              throw TestSetupError("\(command) ended with \(result.status): \(result.errors)")
            }
          }
        })
      try other.rollback()
      #expect(try WholeBytes.read(folder + "/case.db") == before)
    }
  }
}
