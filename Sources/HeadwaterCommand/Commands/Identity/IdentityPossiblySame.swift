import ArgumentParser
import HeadwaterModel

/// Judge that two entities may be one.
struct IdentityPossiblySame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "possibly-same", abstract: "Judge that two entities may be one.",
    discussion: """
      Questions then give an interval: with the two as one, and as two.

      Example:
        headwater identity possibly-same engineer port-engineer --reason "same voice on both tapes"
      """)

  @OptionGroup var pair: PairOptions

  func run() throws { try pair.judge(.possiblySame) }
}
