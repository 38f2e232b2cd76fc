#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes read once, front to back, from a file, from memory or from a function.
///
/// Owns the descriptor of the file and closes it when it goes away.
package struct ByteInput: ~Copyable {
  /// Why bytes could not be had; the number is the system's `errno`.
  package enum Failure: Error, Hashable, Sendable {
    case cannotOpen(Int32)
    case cannotRead(Int32)
    case isDirectory
  }

  /// How many bytes are asked for at a time unless told otherwise: 64 KiB.
  package static let defaultChunkSize = 65_536

  /// The most that one `read(into:)` gives.
  package let chunkSize: Int

  /// Fills the front of a buffer and tells with how many bytes; 0 is the end.
  package typealias Source = (UnsafeMutableRawBufferPointer) throws(Failure) -> Int

  private let descriptor: Int32?
  private let source: Source?
  private let memory: [UInt8]
  private var memoryOffset = 0

  /// Opens the file at `path`, which may be a pipe but not a folder.
  package init(path: String) throws(Failure) {
    // A C string ends at a NUL, so such a path would name some other file.
    guard !path.utf8.contains(0) else { throw .cannotOpen(EINVAL) }
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw .cannotOpen(errno) }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      let code = errno
      close(opened)
      throw .cannotOpen(code)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      throw .isDirectory
    }
    self.chunkSize = Self.defaultChunkSize
    self.descriptor = opened
    self.source = nil
    self.memory = []
  }

  /// Reads from memory; a small `chunkSize` tests what happens at chunk boundaries.
  package init(bytes: [UInt8], chunkSize: Int = defaultChunkSize) {
    precondition(chunkSize > 0, "chunkSize is not positive")
    self.chunkSize = chunkSize
    self.descriptor = nil
    self.source = nil
    self.memory = bytes
  }

  /// Reads what a function gives, which has to fill at least one byte until its end.
  package init(source: @escaping Source) {
    self.chunkSize = Self.defaultChunkSize
    self.descriptor = nil
    self.source = source
    self.memory = []
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Fills the front of `buffer` with at most `chunkSize` bytes and tells how many; 0 is the end.
  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    let wanted = min(chunkSize, buffer.count)
    if let source { return try source(UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])) }
    guard let descriptor else {
      let taken = memory[memoryOffset...].prefix(wanted)
      buffer.copyBytes(from: taken)
      memoryOffset += taken.count
      return taken.count
    }
    while true {
      let found = readBytes(descriptor, buffer.baseAddress, wanted)
      if found >= 0 { return found }
      if errno != EINTR { throw .cannotRead(errno) }
    }
  }
}

/// Calls the C function, whose name the method above hides.
private func readBytes(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, start, count)
}
