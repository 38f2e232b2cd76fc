import GraphKernels
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport

/// One question put to the program and to the oracle.
struct OracleQuestion {
  let world: OracleCase
  let subject: String
  let options: OracleOptions

  init(seed: UInt64) {
    world = OracleCaseGenerator.case(seed: seed)
    (subject, options) = OracleCaseGenerator.question(seed: seed, case: world)
  }

  /// The program's answer over `reader`, in the oracle's words.
  func answer(in reader: some GraphReader) throws -> (answer: OracleAnswer, trace: Trace) {
    let traceOptions = try traceOptions(in: reader)
    guard let subject = try reader.entity(forKey: subject) else {
      preconditionFailure("the subject is in the case")
    }
    let trace = try Trace(of: subject, in: reader, options: traceOptions)
    let chains = trace.map { chain in
      OracleChain(
        entities: chain.entities.map { trace.entity($0)?.key ?? "" },
        end: OracleEnd(rawValue: chain.end.rawValue) ?? .limit,
        established: chain.isEstablished, anachronistic: chain.isAnachronistic,
        revisits: chain.revisits)
    }
    return (OracleAnswer(chains: chains, otherMatters: trace.otherMatters, coverage: [:]), trace)
  }

  func traceOptions(in reader: some GraphReader) throws -> TraceOptions {
    let found = try options.traceOptions(in: reader)
    var traceOptions = TraceOptions()
    traceOptions.about = found.about
    traceOptions.without = found.without
    traceOptions.notAccordingTo = found.notAccordingTo
    traceOptions.asOf = found.asOf
    traceOptions.anyMatter = options.anyMatter
    traceOptions.relations = options.relations
    traceOptions.establishedOnly = options.establishedOnly
    traceOptions.maxDepth = options.maxDepth
    return traceOptions
  }

  func oracle(disabled: Set<OracleRule> = []) -> OracleAnswer {
    ChainOracle(world, options, disabled: disabled).chains(of: subject)
  }
}
