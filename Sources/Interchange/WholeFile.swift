import HeadwaterModel

/// Files that are read or written as a whole.
package enum WholeFile {
  /// Writes a file that appears whole or not at all, with mode 0600.
  ///
  /// - Throws: `InterchangeError` with `cannotWrite`.
  package static func write(_ bytes: [UInt8], to path: String) throws(InterchangeError) {
    do throws(ByteOutput.Failure) {
      var output = try ByteOutput(path: path)
      try output.write(bytes)
      try output.finish()
    } catch {
      throw InterchangeError(CSVProblem.output(error, line: 0), path: path)
    }
  }

  /// Reads a file as text, byte for byte.
  ///
  /// - Throws: `InterchangeError` where it cannot be read; `RecordProblem` where it is no text.
  package static func text(of path: String) throws -> String {
    let bytes = try TextFile.bytes(of: path, limit: Limits.textBytes + 1)
    switch TextFile.text(of: bytes) {
    case .success(let text): return text
    case .failure(let fault):
      throw RecordProblem(
        fault.problem.code, "\(path):\(fault.line): \(fault.problem.message)")
    }
  }
}
