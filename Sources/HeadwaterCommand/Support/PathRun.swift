import CaseStore
import GraphQuery
import HeadwaterModel

/// The paths between two entities, as parts that a question may be stopped between.
struct PathAnswer {
  let from: EntityID
  let to: EntityID

  /// Nil where the question was stopped before anything was known.
  let all: Paths?

  /// Over established steps alone; nil where that was all that was asked for.
  let established: Paths?

  /// Whether something travelled the other way; nil where it was not looked for.
  let otherWay: Bool?
  let flags: [StanceFlag]

  /// The limit that cut the answer; nil where none did.
  var limit: Int? { all?.limit ?? established?.limit }
}

/// Answers a question for paths part by part.
struct PathRun {
  let run: QuestionRun
  private let reader: CaseReader
  private let options: TraceOptions
  private let selection: PathSelection

  init(
    _ run: QuestionRun, in reader: CaseReader, _ options: TraceOptions, _ selection: PathSelection
  ) {
    (self.run, self.reader, self.options, self.selection) = (run, reader, options, selection)
  }

  func answer(from giver: EntityID, to receiver: EntityID) throws -> PathAnswer {
    let network = try run.network(of: receiver, in: reader, options)
    let all = paths(from: giver, in: network)
    let flags = try run.part("Looking for retractions") { try network?.flags(in: reader) ?? [] }
    let sure = try run.establishedNetwork(of: receiver, in: reader, options)
    return PathAnswer(
      from: giver, to: receiver, all: all, established: paths(from: giver, in: sure),
      otherWay: try otherWay(all, from: receiver, to: giver), flags: flags ?? [])
  }

  private func paths(from giver: EntityID, in network: UpstreamNetwork?) -> Paths? {
    guard let network else { return nil }
    run.clock.begin("Looking for paths")
    let found = Paths(from: giver, in: network, selection, stopCheck: run.stopCheck)
    run.note(found.stopReason)
    return found
  }

  /// Whether there is a path the other way, where there was none this way.
  private func otherWay(
    _ found: Paths?, from giver: EntityID, to receiver: EntityID
  ) throws -> Bool? {
    guard let found, found.paths.isEmpty, found.limit == nil else { return nil }
    var options = options
    // A claim is what is traced: from there the matter is its own.
    if try reader.entities([receiver])[0].kind == .claim { options.about = nil }
    return try run.network(of: receiver, in: reader, options).map {
      !Paths(from: giver, in: $0, stopCheck: run.stopCheck).paths.isEmpty
    }
  }

  /// Says what a limit left out.
  func report(_ limit: Int) {
    switch selection {
    case .allShortest(limit):
      Terminal.message(
        "Cut: only the first \(limit) of the paths are listed; --limit lists more.")
    default:
      Terminal.message(
        "Cut: too many ways pass an entity twice; the search was given up at \(limit) of them.")
    }
  }
}
