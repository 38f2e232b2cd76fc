import Glibc

/// Files as bytes, by other means than those under test.
package enum WholeBytes {
  package static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw TestSetupError("\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The bytes of a file; nil if there is none.
  package static func readIfThere(_ path: String) throws -> [UInt8]? {
    access(path, F_OK) == 0 ? try read(path) : nil
  }

  package static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw TestSetupError("\(path) cannot be written") }
    defer { fclose(file) }
    guard bytes.isEmpty || fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw TestSetupError("\(path) cannot be written")
    }
  }

  package static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  /// Makes the file at `path` hold these bytes; nil removes it.
  package static func restore(_ bytes: [UInt8]?, to path: String) throws {
    if let bytes {
      try write(bytes, to: path)
    } else {
      unlink(path)
    }
  }
}
