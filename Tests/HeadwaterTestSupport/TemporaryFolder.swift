import Glibc

/// What a test needed and could not get.
package struct TestSetupError: Error {
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}

/// Gives `body` the path of an empty folder, which is removed afterwards with all that is in it.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let path = try makeTemporaryFolder()
  defer { removeTree(path) }
  return try body(path)
}

/// Gives `body` the path of an empty folder, which is removed afterwards with all that is in it.
package func withTemporaryFolder<Result>(
  _ body: (String) async throws -> Result
) async throws -> Result {
  let path = try makeTemporaryFolder()
  defer { removeTree(path) }
  return try await body(path)
}

/// Gives `body` the path of an empty folder that is in memory, where the system has such: there
/// nothing waits for a disk.
package func withMemoryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let memory = "/dev/shm"
  let path = try makeTemporaryFolder(in: access(memory, W_OK) == 0 ? memory : "/tmp")
  defer { removeTree(path) }
  return try body(path)
}

private func makeTemporaryFolder(in parent: String = "/tmp") throws -> String {
  var template = Array((parent + "/headwater-test-XXXXXX").utf8CString)
  guard mkdtemp(&template) != nil else { throw TestSetupError("no temporary folder can be made") }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func removeTree(_ path: String) {
  if let stream = opendir(path) {
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." {
        if unlink(path + "/" + name) != 0 { removeTree(path + "/" + name) }
      }
    }
    closedir(stream)
  }
  rmdir(path)
}
