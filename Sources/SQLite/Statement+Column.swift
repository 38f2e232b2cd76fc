import CSQLite

/// Columns are numbered from 0 and may be read after `step` returned true.
///
/// A value of another type is converted as SQLite does; NULL reads as 0, 0.0, "" or no bytes.
extension Statement {
  package var columnCount: Int32 { sqlite3_column_count(pointer) }

  package func columnName(_ column: Int32) -> String {
    sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? ""
  }

  /// The type as stored; read it before a converting read of the same column.
  package func columnType(_ column: Int32) -> ColumnType {
    ColumnType(code: sqlite3_column_type(pointer, column))
  }

  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(pointer, column) == SQLITE_NULL
  }

  package func int64(_ column: Int32) -> Int64 {
    sqlite3_column_int64(pointer, column)
  }

  package func int64OrNil(_ column: Int32) -> Int64? {
    isNull(column) ? nil : sqlite3_column_int64(pointer, column)
  }

  package func double(_ column: Int32) -> Double {
    sqlite3_column_double(pointer, column)
  }

  package func doubleOrNil(_ column: Int32) -> Double? {
    isNull(column) ? nil : sqlite3_column_double(pointer, column)
  }

  /// The text, with any NUL in it; text that is not valid UTF-8 is an error, not repaired.
  package func text(_ column: Int32) throws(SQLiteError) -> String {
    try withUTF8(column) { (utf8) throws(SQLiteError) in
      guard let text = String(validating: utf8, as: UTF8.self) else {
        throw SQLiteError(
          extendedCode: SQLITE_MISMATCH, message: "text in column \(column) is not valid UTF-8",
          sql: sql)
      }
      return text
    }
  }

  /// As `text`, but nil for NULL.
  package func textOrNil(_ column: Int32) throws(SQLiteError) -> String? {
    isNull(column) ? nil : try text(column)
  }

  package func blob(_ column: Int32) -> [UInt8] {
    withBlob(column) { Array($0) }
  }

  package func blobOrNil(_ column: Int32) -> [UInt8]? {
    isNull(column) ? nil : blob(column)
  }

  package func value(_ column: Int32) throws(SQLiteError) -> SQLiteValue {
    switch columnType(column) {
    case .null: .null
    case .integer: .integer(int64(column))
    case .real: .real(double(column))
    case .text: .text(try text(column))
    case .blob: .blob(blob(column))
    }
  }

  /// Reads text in place, without checking that it is valid UTF-8.
  package func withUTF8<R: ~Copyable, E: Error>(
    _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    // The text first: asking for it may convert the value and so change the count.
    let start = sqlite3_column_text(pointer, column)
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))
    return try body(UnsafeBufferPointer(start: start, count: count))
  }

  /// Reads bytes in place.
  package func withBlob<R: ~Copyable, E: Error>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let start = sqlite3_column_blob(pointer, column)
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }
}
