import ArgumentParser
import HeadwaterModel

/// Accept suggested attributions: from then on they count.
struct ReviewAccept: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Accept suggested attributions: from then on they count.",
    discussion: """
      Example:
        headwater review accept a-0b1d2c3e4f506172 port-engineer
      """)

  @OptionGroup var options: ReviewOptions

  func run() throws {
    let count = try options.review(as: .recorded)
    Terminal.message("Accepted \(Wording.count(count, "attribution")).")
  }
}
