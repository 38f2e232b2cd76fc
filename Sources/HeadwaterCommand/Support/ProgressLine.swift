import Interchange

/// A line on standard error that says how far an import has come; on a terminal only.
final class ProgressLine {
  private var isShown = false
  private var nextReport = 10_000

  /// Shows the number of rows read, every ten thousand.
  func report(_ progress: ImportProgress) {
    guard Terminal.isErrorTerminal, progress.rows >= nextReport else { return }
    nextReport = progress.rows + 10_000
    isShown = true
    Terminal.errorText("\r\u{1B}[K\(Terminal.visible(progress.file)): \(progress.rows) rows")
  }

  func finish() {
    if isShown { Terminal.errorText("\r\u{1B}[K") }
    isShown = false
  }
}
