import CSQLite

extension Connection {
  package typealias ScalarFunction = @Sendable ([SQLiteValue]) throws(SQLiteError) -> SQLiteValue

  /// Adds a function to the SQL of this connection, replacing one of that name and arity.
  ///
  /// Statements may call it, but views, triggers and indexes may not, so a file never depends on
  /// it. Text that is not valid UTF-8 reaches it as a blob.
  ///
  /// - Parameters:
  ///   - name: At most 255 bytes of UTF-8; case does not matter.
  ///   - argumentCount: From 0 to 100, or -1 for any number.
  ///   - isDeterministic: Whether equal arguments always give equal results.
  ///   - body: Must not use the connection; what it throws is what the statement throws.
  /// - Throws: What SQLite says of a name or count that it does not take.
  package func createScalarFunction(
    _ name: String, argumentCount: Int32, isDeterministic: Bool, _ body: @escaping ScalarFunction
  ) throws(SQLiteError) {
    var flags = SQLITE_UTF8 | SQLITE_DIRECTONLY
    if isDeterministic { flags |= SQLITE_DETERMINISTIC }
    let box = CallbackBox(body)
    // SQLite calls the last closure when the function goes, and also when adding it fails.
    let code = sqlite3_create_function_v2(
      handle.pointer, name, argumentCount, flags, Unmanaged.passRetained(box).toOpaque(),
      { context, count, arguments in
        callFunction(context, UnsafeBufferPointer(start: arguments, count: Int(count)))
      }, nil, nil,
      { context in
        guard let context else { return }
        Unmanaged<CallbackBox<ScalarFunction>>.fromOpaque(context).release()
      })
    try handle.check(code)
  }
}

private func callFunction(
  _ context: OpaquePointer?, _ arguments: UnsafeBufferPointer<OpaquePointer?>
) {
  guard let data = sqlite3_user_data(context) else { return }
  let box = Unmanaged<CallbackBox<Connection.ScalarFunction>>.fromOpaque(data)
  do {
    setResult(try box.takeUnretainedValue().body(arguments.map(value(of:))), of: context)
  } catch {
    // The message first: setting the code alone fills in a stock message.
    sqlite3_result_error(context, error.message, -1)
    sqlite3_result_error_code(
      context, error.code == SQLITE_OK ? SQLITE_ERROR : error.extendedCode)
  }
}

private func value(of argument: OpaquePointer?) -> SQLiteValue {
  switch ColumnType(code: sqlite3_value_type(argument)) {
  case .null: return .null
  case .integer: return .integer(sqlite3_value_int64(argument))
  case .real: return .real(sqlite3_value_double(argument))
  case .text:
    let start = sqlite3_value_text(argument)
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(argument)))
    return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .blob(Array(bytes))
  case .blob:
    let start = sqlite3_value_blob(argument)
    let count = Int(sqlite3_value_bytes(argument))
    return .blob(Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)))
  }
}

private func setResult(_ value: SQLiteValue, of context: OpaquePointer?) {
  switch value {
  case .null: sqlite3_result_null(context)
  case .integer(let integer): sqlite3_result_int64(context, integer)
  case .real(let real): sqlite3_result_double(context, real)
  case .text(var text):
    text.withUTF8 { csqlite_result_text(context, $0.baseAddress, UInt64($0.count)) }
  case .blob(let blob):
    blob.withUnsafeBytes { csqlite_result_blob(context, $0.baseAddress, UInt64($0.count)) }
  }
}
