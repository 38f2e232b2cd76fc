import CSQLite

extension Connection {
  /// A way to stop this connection from another thread, harmless after it has closed.
  package func interruptHandle() -> InterruptHandle {
    handle.interruptHandle
  }

  /// Calls `shouldStop` again and again while statements run, or no longer if it is nil.
  ///
  /// If it returns true the statement fails with `SQLiteError.isInterrupted`. It must not use the
  /// connection.
  ///
  /// - Parameters:
  ///   - everyOperations: About how many operations of SQLite's virtual machine lie between two
  ///     calls.
  ///   - shouldStop: Replaces the one before it.
  package func setProgressHandler(
    everyOperations: Int32, _ shouldStop: (@Sendable () -> Bool)?
  ) {
    guard let shouldStop else {
      sqlite3_progress_handler(handle.pointer, 0, nil, nil)
      handle.progressHandler = nil
      return
    }
    precondition(everyOperations > 0, "a progress handler needs a positive interval")
    let box = CallbackBox(shouldStop)
    sqlite3_progress_handler(
      handle.pointer, everyOperations,
      { context in
        guard let context else { return 0 }
        let box = Unmanaged<CallbackBox<@Sendable () -> Bool>>.fromOpaque(context)
        return box.takeUnretainedValue().body() ? 1 : 0
      }, Unmanaged.passUnretained(box).toOpaque())
    handle.progressHandler = box
  }

  /// Calls `trace` with the text of each statement as it starts, or no longer if it is nil.
  ///
  /// Parameters stand in the text as written, without their values. Statements of triggers come
  /// as comments.
  package func setTraceHandler(_ trace: (@Sendable (String) -> Void)?) {
    guard let trace else {
      sqlite3_trace_v2(handle.pointer, 0, nil, nil)
      handle.traceHandler = nil
      return
    }
    let box = CallbackBox(trace)
    sqlite3_trace_v2(
      handle.pointer, UInt32(SQLITE_TRACE_STMT),
      { _, context, _, text in
        guard let context, let text else { return 0 }
        let box = Unmanaged<CallbackBox<@Sendable (String) -> Void>>.fromOpaque(context)
        let sql = String(cString: text.assumingMemoryBound(to: CChar.self))
        box.takeUnretainedValue().body(sql)
        return 0
      }, Unmanaged.passUnretained(box).toOpaque())
    handle.traceHandler = box
  }

  /// The collector told of each run of a statement, if any.
  package var statementStatistics: StatementStatistics? {
    get { handle.statistics }
    nonmutating set { handle.statistics = newValue }
  }
}
