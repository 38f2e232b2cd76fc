import Glibc
import Interchange
import Testing

@Suite struct CSVFileTests {
  private func problem(opening path: String) -> CSVProblem? {
    csvProblem { () throws(CSVProblem) in _ = try CSVReader(path: path).delimiter }
  }

  private func problem(creating path: String) -> CSVProblem? {
    csvProblem { () throws(CSVProblem) in
      try CSVWriter(path: path, header: ["a"]).finish()
    }
  }

  @Test("A file of several chunks is read as it was written")
  func files() throws {
    try withCSVFolder { folder in
      let rows = (0..<30_000).map { ["\($0)", "line\n\($0)", ""] }
      var writer = try CSVWriter(path: folder.file("t.csv"), header: ["a", "b", "c"])
      for row in rows { try writer.write(row) }
      try writer.finish()
      var reader = try CSVReader(path: folder.file("t.csv"))
      var found: [[String]] = []
      while let row = try reader.next() { found.append(row.fields) }
      #expect(found == rows)
    }
  }

  @Test("A file that is not there, is a folder or cannot be named is told so")
  func unreadable() throws {
    try withCSVFolder { folder in
      let missing = problem(opening: folder.file("none.csv"))
      #expect(missing?.code == .cannotOpen)
      #expect(missing?.systemError == ENOENT)
      #expect(missing?.line == 0)
      #expect(problem(opening: folder.path)?.code == .isDirectory)
      #expect(problem(opening: folder.path + "\0x")?.systemError == EINVAL)
    }
  }

  @Test("A file that cannot be read further ends reading with the line reached")
  func readError() {
    // The memory of a process cannot be read at address 0.
    let found = problem(opening: "/proc/self/mem")
    #expect(found?.code == .cannotRead)
    #expect(found?.systemError == EIO)
    #expect(found?.line == 1)
    #expect(found?.endsReading == true)
  }

  @Test("A file appears with the end of writing, with mode 0600, and replaces what was there")
  func completion() throws {
    try withCSVFolder { folder in
      try folder.make("t.csv", Array("old".utf8))
      var writer = try CSVWriter(path: folder.file("t.csv"), header: ["a"])
      try writer.write([String(repeating: "x", count: 100_000)])
      #expect(try folder.bytes(of: "t.csv") == Array("old".utf8))
      #expect(folder.names.count == 2)
      try writer.finish()
      #expect(folder.names == ["t.csv"])
      #expect(try folder.bytes(of: "t.csv").count == 100_003)
      var status = stat()
      #expect(stat(folder.file("t.csv"), &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  @Test("A writer that goes away unfinished leaves nothing behind")
  func abandonment() throws {
    try withCSVFolder { folder in
      try folder.make("t.csv", Array("old".utf8))
      do {
        var writer = try CSVWriter(path: folder.file("t.csv"), header: ["a"])
        try writer.write([String(repeating: "x", count: 100_000)])
      }
      #expect(folder.names == ["t.csv"])
      #expect(try folder.bytes(of: "t.csv") == Array("old".utf8))
      let refused = csvProblem { () throws(CSVProblem) in
        _ = try CSVWriter(path: folder.file("u.csv"), header: ["a", "a"])
      }
      #expect(refused?.code == .duplicateColumn)
      #expect(folder.names == ["t.csv"])
    }
  }

  @Test("A writer whose folder goes away tells so at the end")
  func vanishedFolder() throws {
    try withCSVFolder { folder in
      let writer = try CSVWriter(path: folder.file("t.csv"), header: ["a"])
      for name in folder.names { unlink(folder.file(name)) }
      rmdir(folder.path)
      let found: CSVProblem?
      do throws(CSVProblem) {
        try writer.finish()
        found = nil
      } catch {
        found = error
      }
      #expect(found?.code == .cannotWrite)
      #expect(found?.systemError == ENOENT)
    }
  }

  @Test("A place where no file can be is refused at once")
  func unwritable() throws {
    try withCSVFolder { folder in
      #expect(problem(creating: folder.path)?.code == .isDirectory)
      #expect(problem(creating: folder.file("none/t.csv"))?.code == .cannotCreate)
      #expect(problem(creating: folder.file("none/t.csv"))?.systemError == ENOENT)
      #expect(problem(creating: folder.file("t\0.csv"))?.systemError == EINVAL)
      #expect(problem(creating: "/dev/null")?.code == .cannotCreate)
      #expect(problem(creating: "/dev/null")?.message.contains("not a file") == true)
      #expect(folder.names.isEmpty)
    }
  }

  @Test("A symbolic link stays one, and its file is replaced")
  func symbolicLink() throws {
    try withCSVFolder { folder in
      try folder.make("t.csv", Array("old".utf8))
      #expect(symlink("t.csv", folder.file("link.csv")) == 0)
      #expect(problem(creating: folder.file("link.csv")) == nil)
      #expect(try folder.bytes(of: "t.csv") == Array("a\n".utf8))
      var status = stat()
      #expect(lstat(folder.file("link.csv"), &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFLNK)
    }
  }

  @Test("Input comes in chunks and then as nothing, for ever")
  func input() throws {
    var input = ByteInput(bytes: Array(0..<10), chunkSize: 4)
    var buffer = [UInt8](repeating: 0, count: 6)
    var counts: [Int] = []
    var found: [UInt8] = []
    for _ in 0..<5 {
      let count = try buffer.withUnsafeMutableBytes { bytes in try input.read(into: bytes) }
      counts.append(count)
      found += buffer[..<count]
    }
    #expect(counts == [4, 4, 2, 0, 0])
    #expect(found == Array(0..<10))
  }

  @Test("A chunk of no bytes is a programming error")
  func chunkSize() async {
    await #expect(processExitsWith: .failure) {
      _ = ByteInput(bytes: [], chunkSize: 0).chunkSize
    }
  }
}
