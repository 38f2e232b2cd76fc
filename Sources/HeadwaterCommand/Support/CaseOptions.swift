import ArgumentParser
import CaseStore

/// Which case a command works on.
struct CaseOptions: ParsableArguments {
  @Option(
    name: .customLong("case"),
    help: "The case; default: $HEADWATER_CASE, then case.db.", completion: .file())
  var caseFile: String?

  var path: String {
    if let caseFile { return caseFile }
    if let path = Terminal.environment("HEADWATER_CASE"), !path.isEmpty { return path }
    return "case.db"
  }

  /// Opens the case; what is wrong with the file is said with its path.
  func open(_ access: CaseAccess) throws -> CaseFile {
    do throws(CaseError) {
      return try CaseFile.open(at: path, access: access)
    } catch {
      guard !error.message.contains(path) else { throw error }
      throw CaseError(error.code, "\(Terminal.visible(path)): \(error.message)")
    }
  }
}

/// Who changes a case, and why: what its journal says.
struct ChangeOptions: ParsableArguments {
  @Option(help: "Who makes the change; default: $HEADWATER_AUTHOR, then the login.")
  var author: String?

  @Option(help: "Why: kept in the case's journal.")
  var reason: String?

  var resolvedAuthor: String {
    for name in [author, Terminal.environment("HEADWATER_AUTHOR"), Terminal.login] {
      if let name, !name.isEmpty { return name }
    }
    return "unknown"
  }
}

/// Which state of a case is read, and whether protected sources are shown.
struct ReadOptions: ParsableArguments {
  @Flag(help: "Show who withheld sources are, and what they said.")
  var revealWithheld = false

  @Option(help: "Read the case as it was recorded by this time: 2026-11-24, 2026-11-24T12:00Z.")
  var recordedAsOf: String?

  func validate() throws {
    guard let recordedAsOf else { return }
    do throws(CaseError) {
      _ = try RecordedTime(recordedAsOf)
    } catch {
      throw ValidationError("--recorded-as-of: \(error.message)")
    }
  }

  /// Runs `body` on the state that is asked for.
  func read<Result>(_ file: CaseFile, _ body: (CaseReader) throws -> Result) throws -> Result {
    guard let recordedAsOf else {
      return try file.read(revealWithheld: revealWithheld, body)
    }
    return try file.read(
      recordedAsOf: RecordedTime(recordedAsOf), revealWithheld: revealWithheld, body)
  }
}
