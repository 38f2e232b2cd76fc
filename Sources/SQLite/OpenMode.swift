import CSQLite

/// How to open a database file.
package enum OpenMode: Hashable, Sendable {
  /// Reads an existing file.
  ///
  /// A file in WAL mode still needs its `-shm` file, so its folder must be writable unless that
  /// file is there.
  case readOnly

  /// Reads and writes an existing file, or only reads one that the system protects.
  case readWrite

  /// As `readWrite`, and makes the file if there is none.
  case create

  /// Reads a file that nobody changes while it is open.
  ///
  /// SQLite takes no locks, makes no side files and ignores a journal or WAL beside the file, so
  /// this works on read-only media, and gives wrong answers if the file does change.
  case immutable
}

extension OpenMode {
  var flags: Int32 {
    let common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    return switch self {
    case .readOnly: common | SQLITE_OPEN_READONLY
    case .readWrite: common | SQLITE_OPEN_READWRITE
    case .create: common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    case .immutable: common | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    }
  }

  /// The name to hand to SQLite for the file at `path`.
  ///
  /// SQLite may be built to read every name that starts with `file:` as a URI; a path never is.
  func fileName(for path: String) -> String {
    switch self {
    case .immutable:
      // An absolute path follows an empty authority, so that one with two leading slashes is not
      // read as a host; a relative one starts with "./", so that no name is special.
      (path.utf8.first == UInt8(ascii: "/") ? "file://" : "file:./")
        + Self.percentEncoded(path) + "?immutable=1"
    case .readOnly, .readWrite, .create:
      path.utf8.starts(with: "file:".utf8) ? "./" + path : path
    }
  }

  /// Writes `path` for a URI: every byte but letters, digits, `/` and `-._~` as `%XX`.
  private static func percentEncoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-")...UInt8(ascii: "/"),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.append(byte)
      default:
        encoded.append(UInt8(ascii: "%"))
        encoded.append(digits[Int(byte >> 4)])
        encoded.append(digits[Int(byte & 0x0F)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
