import Glibc
import HeadwaterTestSupport

/// Where the seed of an input stands before the input is tried: a trap ends the whole process.
///
/// The file is in the temporary folder; a fuzz run that comes to its end removes it.
struct FuzzLog {
  private let path: String

  init(_ name: String) {
    path = "/tmp/headwater-fuzz-\(name)-\(getpid())-\(UInt32.random(in: .min ... .max))"
  }

  func note(_ seed: UInt64) throws {
    try WholeBytes.write("\(seed)\n", to: path)
  }

  func remove() { unlink(path) }
}
