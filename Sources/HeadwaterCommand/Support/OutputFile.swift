import Interchange

/// Standard output, or a file that appears whole or not at all.
struct OutputFile {
  private let path: String?

  init(_ path: String?) {
    self.path = path == "-" ? nil : path
  }

  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  func write(_ bytes: [UInt8]) throws {
    guard let path else {
      Terminal.write(bytes)
      return
    }
    try WholeFile.write(bytes, to: path)
  }
}
