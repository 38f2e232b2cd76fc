import CaseStore
import GraphQuery
import HeadwaterModel

extension Case {
  /// Reads the whole case into memory, for many questions one after the other.
  ///
  /// It holds one state: what is written later is not in it. Cancelling the task stops the reading
  /// with `CancellationError`. The limit is in bytes, nil for none.
  ///
  /// - Throws: `QueryError` with `tooLarge`, before anything is read, with the estimate and the
  ///   limit; `CaseError` with `closed`, `busy`, `corrupted`.
  /// - Complexity: O(V + E); some 30 bytes an attribution, and the keys.
  public func snapshot(memoryLimit: Int? = nil) async throws -> CaseSnapshot {
    try await withReader(revealWithheld: false) { reader, stop in
      let graph = try GraphQuery.CaseSnapshot(
        of: reader, memoryLimit: memoryLimit, stopCheck: stop.stopCheck)
      var keys: [String] = []
      keys.reserveCapacity(graph.nodeCount)
      for start in stride(from: 0, to: graph.nodeCount, by: 4096) {
        try stop.check()
        let part = start..<min(start + 4096, graph.nodeCount)
        keys += try reader.entities(part.map { graph.entity($0) }).map(\.key)
      }
      return CaseSnapshot(try PlainFlow(graph, stopCheck: stop.stopCheck), keys: keys)
    }
  }
}
