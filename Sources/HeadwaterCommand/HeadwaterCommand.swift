import ArgumentParser

/// The program.
@main
struct HeadwaterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headwater",
    abstract: "Records who says what, and traces where it came from.",
    discussion: """
      A case is one SQLite file. It holds entities (organisations, people, groups, outlets, \
      documents, claims) and attributions between them ("cited by", "leaked to", "denied"), and \
      never says what is true.

      Example:
        headwater init
        headwater import examples/icrc-azerbaijan/case
        headwater trace article
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, ImportCommand.self, ExportCommand.self, AddCommand.self,
      EditCommand.self, RemoveCommand.self, RelationCommand.self, KindCommand.self,
      IdentityCommand.self, ReviewCommand.self, ShowCommand.self, SearchCommand.self,
      StatsCommand.self, HistoryCommand.self, TraceCommand.self, DownstreamCommand.self,
      OriginsCommand.self, IndependenceCommand.self, LoopsCommand.self, ImpactCommand.self,
      RetractCommand.self, LoadCommand.self, PathCommand.self, CompareCommand.self,
      DisputesCommand.self, TimelineCommand.self, AuditCommand.self, VerifyCommand.self,
      BackupCommand.self, MigrateCommand.self, PurgeCommand.self, CompletionsCommand.self,
      ReferenceCommand.self,
    ])

  // On the main thread: the heaps that glibc gives to others grow page by page, with a system call
  // each, which took a fifth of the time of a walk over ten thousand entities.
  @MainActor static func main() async {
    if let place = RawArguments.firstThatIsNoText {
      Terminal.message("argument \(place) is no text in UTF-8")
      exit(withStatus: .usage)
    }
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      for line in failure.lines { Terminal.message(line) }
      exit(withStatus: failure.status)
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      let failure = CommandFailure(explaining: error)
      guard let failure else { exit(withError: error) }
      for line in failure.lines { Terminal.message(line) }
      exit(withStatus: failure.status)
    }
  }

  private static func exit(withStatus status: ExitStatus) -> Never {
    exit(withError: ExitCode(status.rawValue))
  }
}
