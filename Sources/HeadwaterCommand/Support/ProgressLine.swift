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
    Self.show("\(Terminal.visible(progress.file)): \(progress.rows) rows")
  }

  func finish() {
    if isShown { Self.clear() }
    isShown = false
  }

  /// Writes the line in place of the one that stands there.
  static func show(_ text: String) { Terminal.errorText("\r\u{1B}[K" + text) }

  static func clear() { Terminal.errorText("\r\u{1B}[K") }
}
