import CSQLite

/// Parameters are numbered from 1, keep their values until changed, and start as NULL.
///
/// SQLite copies text and blobs. Binding fails while the statement is between its rows, and for
/// a number that it has no parameter for.
extension Statement {
  package var parameterCount: Int32 { sqlite3_bind_parameter_count(pointer) }

  /// The number of the parameter called `name`, with its sign (`:a`), or nil.
  package func parameterIndex(_ name: String) -> Int32? {
    let index = sqlite3_bind_parameter_index(pointer, name)
    return index == 0 ? nil : index
  }

  package func bindNull(at index: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_null(pointer, index))
  }

  package func bind(_ value: Int64?, at index: Int32) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    try check(sqlite3_bind_int64(pointer, index, value))
  }

  package func bind(_ value: Int?, at index: Int32) throws(SQLiteError) {
    try bind(value.map { Int64($0) }, at: index)
  }

  /// Binds a number; SQLite has no NaN and stores it as NULL.
  package func bind(_ value: Double?, at index: Int32) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    try check(sqlite3_bind_double(pointer, index, value))
  }

  package func bind(_ value: String?, at index: Int32) throws(SQLiteError) {
    guard var value else { return try bindNull(at: index) }
    let code = value.withUTF8 { utf8 in
      csqlite_bind_text(pointer, index, utf8.baseAddress, UInt64(utf8.count))
    }
    try check(code)
  }

  /// Binds text that is known to be valid UTF-8.
  package func bindText(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int32) throws(SQLiteError) {
    try check(csqlite_bind_text(pointer, index, utf8.baseAddress, UInt64(utf8.count)))
  }

  /// Binds bytes that are known to be valid UTF-8, as text.
  package func bindUTF8(_ utf8: [UInt8]?, at index: Int32) throws(SQLiteError) {
    guard let utf8 else { return try bindNull(at: index) }
    let code = utf8.withUnsafeBufferPointer {
      csqlite_bind_text(pointer, index, $0.baseAddress, UInt64($0.count))
    }
    try check(code)
  }

  package func bind(_ value: [UInt8]?, at index: Int32) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    let code = value.withUnsafeBytes { bytes in
      csqlite_bind_blob(pointer, index, bytes.baseAddress, UInt64(bytes.count))
    }
    try check(code)
  }

  package func bindBlob(_ bytes: UnsafeRawBufferPointer, at index: Int32) throws(SQLiteError) {
    try check(csqlite_bind_blob(pointer, index, bytes.baseAddress, UInt64(bytes.count)))
  }

  package func bindBlob(_ bytes: Span<UInt8>, at index: Int32) throws(SQLiteError) {
    let code = bytes.withUnsafeBytes { bytes in
      csqlite_bind_blob(pointer, index, bytes.baseAddress, UInt64(bytes.count))
    }
    try check(code)
  }

  package func bind(_ value: SQLiteValue, at index: Int32) throws(SQLiteError) {
    switch value {
    case .null: try bindNull(at: index)
    case .integer(let integer): try bind(integer, at: index)
    case .real(let real): try bind(real, at: index)
    case .text(let text): try bind(text, at: index)
    case .blob(let blob): try bind(blob, at: index)
    }
  }

  /// Makes every parameter NULL again.
  package func clearBindings() {
    sqlite3_clear_bindings(pointer)
  }
}
