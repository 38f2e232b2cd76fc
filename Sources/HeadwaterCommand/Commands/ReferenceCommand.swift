import ArgumentParser

/// Prints the manual: what `docs/cli.md` is made of.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the manual of every command, as Markdown.",
    discussion: """
      Example:
        headwater reference > docs/cli.md
      """, shouldDisplay: false)

  func run() throws {
    var text = """
      # The command line

      Written by `make docs` from the program itself; a test compares.

      Data goes to standard output, messages to standard error. Exit codes: 0 done; 1 findings; \
      2 cut short by a budget; 64 wrong usage; 65 bad data; 66 no such file or entity; 70 our own \
      fault; 73 and 74 cannot write; 75 the case is busy; 130 interrupted.

      JSON answers have `"cut": null`, or the reason and limit that cut them short.


      """
    Self.append(HeadwaterCommand.self, path: ["headwater"], to: &text)
    Terminal.write(text)
  }

  private static func append(
    _ command: any ParsableCommand.Type, path: [String], to text: inout String
  ) {
    let configuration = command.configuration
    guard configuration.shouldDisplay else { return }
    text += "\(String(repeating: "#", count: min(path.count + 1, 4))) "
    text += "`\(path.joined(separator: " "))`\n\n```text\n"
    text += HeadwaterCommand.helpMessage(for: command, columns: 90)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n")
    text += "\n```\n\n"
    for child in configuration.subcommands {
      append(child, path: path + [child._commandName], to: &text)
    }
  }
}
