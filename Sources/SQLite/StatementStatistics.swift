import Synchronization

/// What one run of a statement cost.
package struct StatementCost: Hashable, Sendable {
  package let sql: String

  /// Rows that the statement gave.
  package let rows: Int

  /// Steps forward in a table as part of a scan of the whole table.
  package let fullScanSteps: Int

  /// Sorts that no index could replace.
  package let sorts: Int

  /// About how many rows went into indexes that SQLite built for this run alone.
  package let automaticIndexRows: Int

  /// Operations of SQLite's virtual machine.
  package let virtualMachineSteps: Int
}

/// A collector of what statements cost, for tests and diagnosis.
///
/// A run counts when its statement is reset or dies, in that order. Memory grows with every run
/// until `removeAll`. One collector may serve several connections.
package final class StatementStatistics: Sendable {
  private let recorded = Mutex<[StatementCost]>([])

  package init() {}

  package var costs: [StatementCost] {
    recorded.withLock { $0 }
  }

  /// The steps of full scans over all runs so far.
  package var fullScanSteps: Int {
    recorded.withLock { costs in costs.reduce(0) { $0 + $1.fullScanSteps } }
  }

  package func removeAll() {
    recorded.withLock { $0.removeAll() }
  }

  func record(_ cost: StatementCost) {
    recorded.withLock { $0.append(cost) }
  }
}
