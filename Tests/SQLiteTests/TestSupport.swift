import Glibc
import SQLite

/// Gives `body` the path of an empty folder, removed afterwards with the files in it.
func withTemporaryFolder<R>(_ body: (String) throws -> R) throws -> R {
  var template = Array("/tmp/headwater-sqlite-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw TestFailure(message: "mkdtemp failed") }
  let path = template.withUnsafeBufferPointer { buffer in
    String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  defer {
    if let listing = opendir(path) {
      while let entry = readdir(listing) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
          tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink(path + "/" + name)
      }
      closedir(listing)
    }
    rmdir(path)
  }
  return try body(path)
}

struct TestFailure: Error {
  let message: String
}

func makeFile(_ path: String, _ content: String) throws {
  guard let file = fopen(path, "w") else { throw TestFailure(message: "cannot write \(path)") }
  fputs(content, file)
  fclose(file)
}

func fileExists(_ path: String) -> Bool {
  access(path, F_OK) == 0
}

/// The error that `body` throws, if any.
func failure(_ body: () throws(SQLiteError) -> Void) -> SQLiteError? {
  do {
    try body()
    return nil
  } catch {
    return error
  }
}

func openInMemory() throws(SQLiteError) -> Connection {
  try Connection(path: ":memory:", mode: .create)
}

extension Connection {
  /// The one row of `sql`.
  func row(_ sql: String) throws(SQLiteError) -> [SQLiteValue] {
    let statement = try prepare(sql)
    guard try statement.step() else { return [] }
    var values: [SQLiteValue] = []
    for column in 0..<statement.columnCount { values.append(try statement.value(column)) }
    return values
  }
}

/// Calls `body` every millisecond on a thread of its own while `work` runs.
func repeating(_ body: @escaping @Sendable () -> Void, during work: () throws -> Void) throws {
  let repeater = Repeater(body)
  var thread = pthread_t()
  let started = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<Repeater>.fromOpaque(context).takeUnretainedValue().run()
      return nil
    }, Unmanaged.passUnretained(repeater).toOpaque())
  guard started == 0 else { throw TestFailure(message: "no thread") }
  defer {
    repeater.stop()
    pthread_join(thread, nil)
    withExtendedLifetime(repeater) {}
  }
  try work()
}
