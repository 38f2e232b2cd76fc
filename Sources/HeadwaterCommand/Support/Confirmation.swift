import CaseStore
import HeadwaterModel

/// Says on standard error what a change did.
enum Confirmation {
  /// An entity in words: a withheld source's key is taken as input and never shown.
  static func entity(_ record: EntityRecord) -> String {
    record.naming == .withheld ? "a withheld source" : "the entity \(quoted(record.key ?? ""))"
  }

  static func say(_ outcome: WriteOutcome, _ what: String) {
    switch outcome {
    case .added: Terminal.message("Added \(what).")
    case .updated: Terminal.message("Changed \(what).")
    case .unchanged: Terminal.message("Nothing to do: \(what) is there already.")
    }
  }
}

extension CaseOptions {
  /// Changes the case in one transaction, in the name of whoever the options say, and closes it.
  @discardableResult
  func change<Result>(
    _ options: ChangeOptions, _ body: (CaseWriter) throws -> Result
  ) throws -> Result {
    let file = try open(.readWrite)
    let result = try file.write(
      author: options.resolvedAuthor, reason: options.reason, body)
    try file.close()
    return result
  }
}
