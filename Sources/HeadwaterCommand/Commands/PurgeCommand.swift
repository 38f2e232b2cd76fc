import ArgumentParser
import CaseStore

/// Forgets for good.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Forget for good who withheld sources are, and whatever was removed or changed.",
    discussion: """
      The file is written anew: nothing of it stays in free pages, the full-text index or the \
      write-ahead log, and nothing brings it back. Withheld sources stay in the case as "Withheld \
      source N". The journal still says who changed what and when, with digests in place of what \
      it was, and its chain stays whole. \
      docs/security.md says what a purge cannot reach.

      Example:
        headwater purge --keep-withheld
      """)

  @OptionGroup var caseOptions: CaseOptions
  @OptionGroup var changeOptions: ChangeOptions

  @Flag(help: "Keep what is known of present withheld sources; forget what was removed or changed.")
  var keepWithheld = false

  @Flag(help: "Blank the names of withheld sources in the text of other rows.")
  var redactText = false

  @Flag(help: "Do not ask on a terminal.")
  var yes = false

  func run() throws {
    let file = try caseOptions.open(.readWrite)
    if !yes, Terminal.isErrorTerminal, Terminal.isInputTerminal { try confirm() }
    var options = PurgeOptions()
    options.keepsWithheld = keepWithheld
    options.redactsText = redactText
    try file.purge(
      options, author: changeOptions.resolvedAuthor, reason: changeOptions.reason)
    try file.close()
    Terminal.message("Purged \(Terminal.visible(caseOptions.path)).")
  }

  private func confirm() throws {
    let what = keepWithheld ? "what was removed" : "withheld sources and what was removed"
    Terminal.errorText("This forgets \(what) for good. Type yes to go on: ")
    guard readLine() == "yes" else {
      throw CommandFailure(.usage, "Nothing was purged.")
    }
  }
}
