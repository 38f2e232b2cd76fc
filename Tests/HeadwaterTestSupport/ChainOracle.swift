/// An exhaustive enumerator of the chains of one subject, to test quick ones against.
///
/// It follows DESIGN section 4 word for word: every choice of attributions is walked by itself,
/// and only then are the walks gathered into chains. Nothing is remembered between steps, so the
/// cost grows with the number of choices: cases must be small.
package struct ChainOracle: Sendable {
  let world: OracleCase
  let options: OracleOptions
  let disabled: Set<OracleRule>

  /// Makes an oracle for `world`.
  ///
  /// - Parameters:
  ///   - world: The case.
  ///   - options: What the user asked for.
  ///   - disabled: Rules to get wrong on purpose, to show that a test would notice.
  package init(
    _ world: OracleCase, _ options: OracleOptions, disabled: Set<OracleRule> = []
  ) {
    self.world = world
    self.options = options
    self.disabled = disabled
  }

  /// Finds every chain of `subjectKey`.
  ///
  /// - Precondition: The subject, and whatever the attributions name, are entities of the case.
  package func chains(of subjectKey: String) -> OracleAnswer {
    let run = Run(of: self, subject: subjectKey)
    let (chains, otherMatters) = run.answer()
    return OracleAnswer(chains: chains, otherMatters: otherMatters, coverage: run.coverage)
  }

  /// One question: the case, what was asked of it, and which outcomes were met on the way.
  final class Run {
    let world: OracleCase
    let options: OracleOptions
    let disabled: Set<OracleRule>
    let subject: OracleEntity
    var coverage: [String: Int] = [:]

    init(of oracle: ChainOracle, subject key: String) {
      world = oracle.world
      options = oracle.options
      disabled = oracle.disabled
      guard let subject = oracle.world.entities.first(where: { $0.key == key }) else {
        preconditionFailure("the subject is not in the case")
      }
      self.subject = subject
    }

    /// Whether `rule` is to be followed.
    func on(_ rule: OracleRule) -> Bool { !disabled.contains(rule) }

    /// Whether `rule` is to be got wrong.
    func off(_ rule: OracleRule) -> Bool { disabled.contains(rule) }

    /// Counts an outcome.
    func note(_ outcome: OracleOutcome) {
      coverage[outcome.rawValue, default: 0] += 1
    }

    /// Counts an outcome and hands `value` on.
    func note<Value>(_ outcome: OracleOutcome, _ value: Value) -> Value {
      note(outcome)
      return value
    }

    /// The entity called `key`.
    func entity(_ key: String) -> OracleEntity {
      guard let found = world.entities.first(where: { $0.key == key }) else {
        preconditionFailure("an attribution names an entity that is not in the case")
      }
      return found
    }
  }
}
