import ArgumentParser
import HeadwaterModel

/// Reject suggested attributions: they are kept, and never count.
struct ReviewReject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Reject suggested attributions: they are kept, and never count.",
    discussion: """
      Example:
        headwater review reject a-0b1d2c3e4f506172 port-engineer
      """)

  @OptionGroup var options: ReviewOptions

  func run() throws {
    let count = try options.review(as: .rejected)
    Terminal.message("Rejected \(Wording.count(count, "attribution")).")
  }
}
