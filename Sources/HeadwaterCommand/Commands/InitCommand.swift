import ArgumentParser
import CaseStore

/// Makes a case.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make an empty case.",
    discussion: """
      Example:
        headwater init --case harbour.db
      """)

  @OptionGroup var caseOptions: CaseOptions

  @Flag(
    help: """
      Make a case with an open vocabulary: entities may lack kind and key, and unknown relations \
      come into being on first use.
      """)
  var open = false

  @Argument(help: "The file to make; the same as --case.", completion: .file())
  var path: String?

  func run() throws {
    if path != nil, caseOptions.caseFile != nil {
      throw ValidationError("name the case once: as an argument or with --case")
    }
    let path = path ?? caseOptions.path
    try CaseFile.create(at: path, isOpen: open).close()
    Terminal.message("Made \(Terminal.visible(path)).")
  }
}
