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

/// Whether protected sources are shown.
struct RevealOptions: ParsableArguments {
  @Flag(help: "Show who withheld sources are, and what they said.")
  var revealWithheld = false
}
