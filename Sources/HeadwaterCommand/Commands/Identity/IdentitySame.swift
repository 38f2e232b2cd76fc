import ArgumentParser
import HeadwaterModel

/// Judge that two entities are one.
struct IdentitySame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "same", abstract: "Judge that two entities are one.",
    discussion: """
      The entity whose public key comes first stands for both.

      Example:
        headwater identity same engineer port-engineer --reason "same voice on both tapes"
      """)

  @OptionGroup var pair: PairOptions

  func run() throws { try pair.judge(.same) }
}
