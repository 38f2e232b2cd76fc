/// A table as CSV text in memory.
package enum CSVText {
  /// The text of rows, the header first.
  ///
  /// - Throws: `CSVProblem` for a cell that CSV cannot hold.
  package static func text(of rows: [[String]]) throws(CSVProblem) -> String {
    let collected = Collected()
    var writer = try CSVWriter(
      ByteOutput { bytes in collected.bytes += bytes }, header: rows.first ?? [])
    for row in rows.dropFirst() { try writer.write(row) }
    try writer.finish()
    return String(decoding: collected.bytes, as: UTF8.self)
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }
}
