#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a case folder needs of the file system.
enum FileSystem {
  /// What stands at a path.
  enum Kind {
    case file, folder, other
  }

  /// The longest name that the common file systems take, in bytes.
  static let nameBytes = 255

  /// What stands at `path`, links followed; nil if there is nothing, or no way to it.
  static func kind(of path: String) -> Kind? {
    guard let status = status(of: path) else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Whether anything has this path, be it a link that leads nowhere.
  static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && lstat(path, &status) == 0
  }

  /// The size of the file at `path`; 0 if there is none.
  static func size(of path: String) -> Int {
    status(of: path).map { Int($0.st_size) } ?? 0
  }

  /// The names in a folder but `.` and `..`, in the order of their bytes.
  static func names(in folder: String) throws(InterchangeError) -> [String] {
    guard let stream = opendir(folder) else {
      throw InterchangeError(
        .cannotRead, "The folder cannot be listed (\(systemReason())): check its permissions.",
        path: folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path with all links resolved; nil if it leads to nothing.
  static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// Makes a folder that its owner alone can enter, and tells whether it was not there before.
  static func makeFolder(_ path: String) throws(InterchangeError) -> Bool {
    // A C string ends at a NUL, so such a path would name some other folder.
    if !path.utf8.contains(0) {
      if mkdir(path, 0o700) == 0 { return true }
      if errno == EEXIST, kind(of: path) == .folder { return false }
    } else {
      errno = EINVAL
    }
    throw InterchangeError(
      .cannotWrite,
      "The folder cannot be made (\(systemReason())): check where it is to be and the permissions.",
      path: path)
  }

  /// Gives a file its final name, in place of what had it before.
  static func move(_ path: String, to target: String) throws(InterchangeError) {
    guard rename(path, target) == 0 else {
      throw InterchangeError(
        .cannotWrite, "The file cannot be put in place (\(systemReason())).", path: target)
    }
  }

  static func removeFile(_ path: String) throws(InterchangeError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw InterchangeError(
        .cannotWrite, "The file of an earlier export cannot be removed (\(systemReason())).",
        path: path)
    }
  }

  /// Removes a folder if it is empty; otherwise it stays.
  static func removeFolderIfEmpty(_ path: String) {
    rmdir(path)
  }

  /// Removes a folder of files and of folders of files, as far as that can be done.
  static func removeTree(_ path: String, depthLimit: Int = 2) {
    for name in (try? names(in: path)) ?? [] {
      let item = path + "/" + name
      if unlink(item) != 0, depthLimit > 0 { removeTree(item, depthLimit: depthLimit - 1) }
    }
    rmdir(path)
  }

  /// Makes the renames in a folder safe from power loss; the files are whole either way.
  static func sync(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// What the system's last refusal was about.
  static func systemReason() -> String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
    return status
  }
}
