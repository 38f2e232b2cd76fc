import CaseStore
import HeadwaterModel

/// Says on standard error what a change did.
enum Confirmation {
  static func say(_ outcome: WriteOutcome, _ what: String) {
    switch outcome {
    case .added: Terminal.message("Added \(what).")
    case .updated: Terminal.message("Changed \(what).")
    case .unchanged: Terminal.message("Nothing to do: \(what) is there already.")
    }
  }
}

extension CaseFile {
  /// Writes in one transaction, in the name of whoever the options say.
  func write<Result>(
    _ options: ChangeOptions, _ body: (CaseWriter) throws -> Result
  ) throws -> Result {
    try write(author: options.resolvedAuthor, reason: options.reason, body)
  }
}
