import Crypto
import HeadwaterModel
import SQLite

/// A document's text as it stands in the case.
struct StoredText: Hashable {
  let id: Int64
  let document: Int64

  /// All but the document's key, which is left empty.
  let record: TextRecord
  let digest: [UInt8]
}

/// Reads and writes the texts of documents.
struct TextTable {
  let connection: CaseConnection

  static func digest(_ text: String) -> [UInt8] {
    Array(SHA256.hash(data: Array(text.utf8)))
  }

  func id(document: Int64, version: String) throws -> Int64? {
    try connection.integer(
      "SELECT id FROM document_text WHERE document = ? AND version = ?",
      [.integer(document), .text(version)])
  }

  func load(_ id: Int64) throws -> StoredText? {
    let statement = try connection.sqlite.cached(
      """
      SELECT document, version, media_type, retrieved, sha256, content FROM document_text
      WHERE id = ?
      """)
    try statement.bind(id, at: 1)
    guard try statement.step() else { return nil }
    return StoredText(
      id: id, document: statement.int64(0),
      record: TextRecord(
        document: "", version: try statement.text(1), mediaType: try statement.text(2),
        retrieved: try statement.textOrNil(3), content: try statement.text(5)),
      digest: statement.blob(4))
  }

  func insert(_ record: TextRecord, document: Int64) throws -> Int64 {
    try connection.run(
      """
      INSERT INTO document_text (document, version, media_type, retrieved, sha256, content)
      VALUES (?, ?, ?, ?, ?, ?)
      """, [.integer(document), .text(record.version)] + values(record))
    return connection.sqlite.lastInsertRowID
  }

  func update(_ id: Int64, _ record: TextRecord) throws {
    try connection.run(
      """
      UPDATE document_text SET media_type = ?, retrieved = ?, sha256 = ?, content = ? WHERE id = ?
      """, values(record) + [.integer(id)])
  }

  func remove(_ id: Int64) throws {
    try connection.run("DELETE FROM document_text WHERE id = ?", [.integer(id)])
  }

  private func values(_ record: TextRecord) -> [SQLiteValue] {
    [
      .text(record.mediaType), .init(record.retrieved), .blob(Self.digest(record.content)),
      .text(record.content),
    ]
  }
}
