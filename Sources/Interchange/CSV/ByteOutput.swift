#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A place that takes bytes: a file that appears only when it is whole, or a function.
///
/// A file is written under a temporary name in its folder, with mode 0600, and renamed by
/// `finish()`. An output that goes away unfinished removes what it wrote; a killed process leaves
/// a file `.headwater-….tmp` behind. A symbolic link is followed, an existing file replaced.
package struct ByteOutput: ~Copyable {
  /// Why bytes could not be put away; the number is the system's `errno`.
  package enum Failure: Error, Hashable, Sendable {
    case cannotCreate(Int32)
    case cannotWrite(Int32)
    case isDirectory
    case notRegularFile
  }

  /// Takes some bytes, or tells with `cannotWrite` why not.
  package typealias Sink = ([UInt8]) throws(Failure) -> Void

  private let sink: Sink?
  private let path: String
  private let temporaryPath: String
  private var descriptor: Int32?

  /// Creates the temporary file beside `path`.
  package init(path: String) throws(Failure) {
    // A C string ends at a NUL, so such a path would name some other file.
    guard !path.utf8.contains(0) else { throw .cannotCreate(EINVAL) }
    let target = resolved(path)
    var status = stat()
    if stat(target, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory }
      if status.st_mode & S_IFMT != S_IFREG { throw .notRegularFile }
    }
    let created = try createTemporary(in: folder(of: target))
    self.sink = nil
    self.path = target
    self.temporaryPath = created.path
    self.descriptor = created.descriptor
  }

  /// Hands the bytes to `sink`, in order, each once.
  package init(sink: @escaping Sink) {
    self.sink = sink
    self.path = ""
    self.temporaryPath = ""
    self.descriptor = nil
  }

  deinit {
    if let descriptor {
      close(descriptor)
      unlink(temporaryPath)
    }
  }

  /// Puts `bytes` after those before; once this has thrown, the output is of no more use.
  package mutating func write(_ bytes: [UInt8]) throws(Failure) {
    if let sink { return try sink(bytes) }
    // Only `finish()` takes the descriptor away, and it consumes the output.
    guard let descriptor else { preconditionFailure("the output is finished") }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        writeBytes(descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]))
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw .cannotWrite(errno)
      }
    }
  }

  /// Makes the file appear under its name, safe from power loss; does nothing for a function.
  package consuming func finish() throws(Failure) {
    guard let descriptor else { return }
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw .cannotWrite(errno)
    }
    self.descriptor = nil
    close(descriptor)
    syncFolder(folder(of: path))
  }
}

/// Calls the C function, whose name the method above hides.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

/// Follows symbolic links, so that the file they lead to is replaced and not the link.
private func resolved(_ path: String) -> String {
  guard let found = realpath(path, nil) else { return path }
  defer { free(found) }
  return String(cString: found)
}

private func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func createTemporary(
  in folder: String
) throws(ByteOutput.Failure) -> (descriptor: Int32, path: String) {
  var attemptsLeft = 16
  while true {
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    let path = "\(folder)/.headwater-\(number).tmp"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 { return (descriptor, path) }
    attemptsLeft -= 1
    guard errno == EEXIST || errno == EINTR, attemptsLeft > 0 else { throw .cannotCreate(errno) }
  }
}

/// Makes a rename in the folder safe; the file is whole either way, so failure is not told.
private func syncFolder(_ path: String) {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
