import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport

/// One impact by the program and by the oracle, a line for each thing told.
struct ImpactComparison {
  let found: [String]
  let expected: [String]

  init(
    _ question: QuestionOracleTests.Question, sources: Set<String>, in reader: some GraphReader,
    establishedOnly: Bool = false
  ) throws {
    let withoutDisputed = question.seed % 4 == 2
    let all = QuestionOracle(
      question.world, question.options, withoutDisputed: withoutDisputed)
    let oracle = establishedOnly ? all.established : all
    // What is left out is not asked about.
    expected = oracle.impact(of: sources).filter { !question.options.without.contains($0.work) }
      .flatMap(Self.lines)
    let known = try question.options.traceOptions(in: reader)
    var options = TraceOptions()
    options.without = known.without
    options.notAccordingTo = known.notAccordingTo
    options.asOf = known.asOf
    options.anyMatter = question.options.anyMatter
    options.relations = question.options.relations
    options.establishedOnly = establishedOnly || question.options.establishedOnly
    options.withoutDisputed = withoutDisputed
    let ids = try sources.map { key in
      guard let id = try reader.entity(forKey: key) else { throw TestSetupError("no \(key)") }
      return id
    }
    found = try Self.lines(try Impact(of: ids, in: reader, options: options), in: reader)
  }

  private static func lines(_ work: QuestionImpact) -> [String] {
    if work.effect == .stands { return [] }
    let counts = "\(work.before.count) \(work.after.count)"
    var lines = ["\(work.work) \(work.effect.rawValue) \(counts)"]
    for document in OracleKeys.sorted(work.asserting.keys) {
      let left = (work.asserting[document] ?? []).map { "\($0.count)" }.joined(separator: " ")
      lines.append("\(work.work) by \(document) \(left)")
    }
    return lines
  }

  /// The lines of an answer, in the order of the oracle's: by work.
  static func lines(_ impact: Impact, in reader: some GraphReader) throws -> [String] {
    var lines: [String: [String]] = [:]
    var work = ""
    for row in impact.works {
      if row.isAssertion {
        lines[work]?.append("\(work) by \(row.entity.key) \(row.before) \(row.after)")
      } else {
        work = row.entity.key
        lines[work] = ["\(work) \(row.state.rawValue) \(row.before) \(row.after)"]
      }
    }
    return OracleKeys.sorted(lines.keys).flatMap { lines[$0] ?? [] }
  }
}
