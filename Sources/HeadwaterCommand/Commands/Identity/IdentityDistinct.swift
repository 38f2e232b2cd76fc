import ArgumentParser
import HeadwaterModel

/// Judge that two entities are not one.
struct IdentityDistinct: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distinct", abstract: "Judge that two entities are not one.",
    discussion: """
      A later verdict by which they would be the same is refused.

      Example:
        headwater identity distinct engineer port-engineer --reason "same voice on both tapes"
      """)

  @OptionGroup var pair: PairOptions

  func run() throws { try pair.judge(.distinct) }
}
