import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// What falls with some sources: what loses all support grey, what loses some half grey.
///
/// Drawn is what lies upstream of the works that lose support, up to the sources: nothing above
/// them, as it carries nothing any more through them.
enum ImpactPicture {
  /// The most works whose upstream graph is walked for the picture.
  private static let workLimit = 100

  static func picture(
    _ impact: Impact, _ options: TraceOptions, in reader: CaseReader, legend: Bool,
    stopCheck: @escaping StopCheck
  ) throws -> Picture {
    let networks = try networks(impact, options, in: reader, stopCheck)
    var drawing = NetworkPicture(networks)
    drawing.closed = Set(impact.sources.map(\.id))
    drawing.showsTies = false
    drawing.subjectsAreMarked = false
    mark(impact, &drawing)
    drawing.markFallen(works: Set(impact.unsupported.map(\.id)))
    var picture = try drawing.picture(in: reader, legend: legend)
    let names = try EntityNames(impact.sources.map(\.id), in: reader)
    picture.title = title(impact, names)
    let told = impact.unsupported + impact.weakened + impact.recheck
    let keys = try EntityNames(told.map(\.id), in: reader)
    let drawn = Set(picture.nodes.map(\.id))
    let missing = told.count { !drawn.contains(keys[$0.id]?.key ?? "") }
    picture.caption =
      ["Arrows point the way the information travelled; what was taken out is double-lined."]
      + (missing == 0 ? [] : ["\(missing) of the works counted are not drawn."])
      + picture.caption
    return picture
  }

  private static func title(_ impact: Impact, _ names: EntityNames) -> String {
    let shown = impact.sources.prefix(3).map { "“\(Wording.name(names[$0.id]))”" }
    let more = impact.sources.count - shown.count
    let who = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    let verb = impact.sources.count == 1 ? "is" : "are"
    if !impact.notice.takesSupport {
      let how = impact.notice == .correction ? "corrected" : "in doubt"
      return "What is to be looked at again if \(who) \(verb) \(how)? "
        + Wording.count(impact.recheck.count, "work") + "."
    }
    let how = impact.notice == .withdrawal ? "withdrawn" : "retracted"
    return "What falls if \(who) \(verb) \(how)? "
      + "Downstream of \(impact.sources.count == 1 ? "it" : "them"), "
      + "\(Wording.count(impact.unsupported.count, "work loses", "works lose")) all support, "
      + "\(impact.weakened.count) \(impact.weakened.count == 1 ? "is" : "are") weakened, "
      + "\(impact.standing) \(impact.standing == 1 ? "stands" : "stand")."
  }

  /// One for each work that is in none before it: claims first, as documents lie upstream of them.
  private static func networks(
    _ impact: Impact, _ options: TraceOptions, in reader: CaseReader,
    _ stopCheck: @escaping StopCheck
  ) throws -> [UpstreamNetwork] {
    let told = impact.unsupported + impact.weakened + impact.recheck
    let works = told.filter { $0.kind == .claim } + told.filter { $0.kind != .claim }
    var networks: [UpstreamNetwork] = []
    var seen: Set<EntityID> = []
    for work in works
    where !seen.contains(work.id) && networks.count < workLimit
      && seen.count < NetworkPicture.nodeLimit
    {
      var options = options
      if work.kind == .claim { options.about = nil }
      let network: UpstreamNetwork
      do {
        network = try UpstreamNetwork(
          of: work.id, in: reader, options: options, stopCheck: stopCheck)
      } catch {
        // What was walked in time is drawn, and the picture says how many works are missing.
        guard error.stopReason != nil else { throw error }
        return networks
      }
      seen.formUnion(network.entityIDs)
      networks.append(network)
    }
    return networks
  }

  private static func mark(_ impact: Impact, _ drawing: inout NetworkPicture) {
    for source in impact.sources { drawing.marks[source.id] = [.takenOut] }
    for work in impact.recheck { drawing.marks[work.id] = [.recheck] }
    // Of several figures of a document, those as a whole come before those for a claim.
    let rows = impact.works.filter { !$0.isAssertion } + impact.works.filter(\.isAssertion)
    for row in rows where drawing.marks[row.entity.id] == nil {
      let mark: PictureMark =
        switch row.state {
        case .unsupported: .unsupported
        case .weakened: .weakened
        case .stands: .stands
        }
      drawing.marks[row.entity.id] = [mark]
      drawing.details[row.entity.id] = ["ends: \(row.before) → \(row.after)"]
    }
    for work in impact.unsupported where drawing.marks[work.id] == nil {
      drawing.marks[work.id] = [.unsupported]
    }
    for work in impact.weakened where drawing.marks[work.id] == nil {
      drawing.marks[work.id] = [.weakened]
    }
  }
}
