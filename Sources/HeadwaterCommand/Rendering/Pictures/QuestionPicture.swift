import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// The pictures of `origins` and `independence`, each with its question and answer over it.
enum QuestionPicture {
  static let direction = "Read from the subject on the left; arrows point the way it travelled."

  static func origins(
    _ answer: Origins, established: Origins?, flags: [StanceFlag], in reader: CaseReader,
    legend: Bool
  ) throws -> Picture {
    var drawing = NetworkPicture([answer.network])
    for origin in answer.origins {
      let chains =
        (origin.chains.isExact ? "" : "at least ") + "\(origin.chains.count) "
        + ("\(origin.chains.count)" == "1" ? "chain" : "chains") + ", "
        + (origin.isEstablished ? "" : "possible, ") + Wording.count(origin.hops, "hop")
      for entity in origin.entities {
        drawing.marks[entity, default: []].append(origin.end == .origin ? .origin : .openEnd)
        if origin.end != .circular { drawing.details[entity, default: []].append(chains) }
      }
    }
    drawing.flags = flags
    var picture = try drawing.picture(in: reader, legend: legend)
    let name = try name(answer.network.subject.id, in: reader)
    picture.title = "Where does “\(name)” come from? " + ends(answer)
    var caption = [direction]
    if let established, established.origins.count != answer.origins.count {
      caption.append("Over established steps alone: " + ends(established))
    }
    picture.caption = caption + notes(answer.network, flags) + picture.caption
    return picture
  }

  /// How many ends of each kind: "3 ends: 2 origins, 1 undisclosed".
  private static func ends(_ answer: Origins) -> String {
    var parts: [String] = []
    for end in [ChainEnd.origin, .undisclosed, .unexplored, .circular] {
      let count = answer.origins.count { $0.end == end }
      if count == 0 { continue }
      parts.append(end == .origin ? Wording.count(count, "origin") : "\(count) \(end.rawValue)")
    }
    return Wording.count(answer.origins.count, "end") + ": " + parts.joined(separator: ", ") + "."
  }

  static func independence(
    _ answer: IndependenceAnswer, in reader: CaseReader, legend: Bool
  ) throws -> Picture? {
    guard let all = answer.all else { return nil }
    var drawing = NetworkPicture([all.network])
    for entity in all.singlePoints + all.singleGroups.joined() {
      drawing.marks[entity, default: []].append(.singlePoint)
    }
    for entity in all.cut + all.cutGroups.joined() {
      drawing.marks[entity, default: []].append(.cut)
    }
    let ways = all.network.disjointWays
    drawing.number(ways)
    drawing.flags = answer.flags
    drawing.possiblySame = all.possiblySame
    var picture = try drawing.picture(in: reader, legend: legend)
    let name = try name(all.network.subject.id, in: reader)
    picture.title =
      "How independent is what “\(name)” rests on? \(origins(all)), "
      + (all.disjointChains == 1 && all.disjointChainsUpper == 1
        ? "and all chains share an entity." : "\(chains(all)) that share no entity.")
    var entities = Set(all.cut + all.singlePoints + all.cutGroups.joined())
    entities.formUnion(all.singleGroups.joined())
    entities.formUnion((all.joint?.supports ?? []).joined())
    let names = try EntityNames(entities, in: reader)
    var caption = [cut(all, names), singles(all, names)]
    if all.originsLower < all.originsUpper {
      caption.append(
        "Firsthand for certain and apart: \(all.originsLower); all ends: \(all.originsUpper).")
    }
    if let documents = all.assertingDocuments {
      let many = Wording.count(documents, "document")
      caption.append("\(many) \(documents == 1 ? "asserts" : "assert") it. " + direction)
    } else {
      caption.append(direction)
    }
    if let established = answer.established, !same(established, all) {
      caption.append(
        "Over established steps alone: \(origins(established)), \(chains(established)).")
    }
    if let joint = all.joint, !joint.supports.isEmpty {
      let sets = joint.supports.prefix(6).map { "{\(list($0, names))}" }
      caption.append(
        "Some are needed together: it is supported by any of " + sets.joined(separator: ", ")
          + (joint.supports.count > 6 || !joint.isComplete ? " and others." : "."))
    }
    picture.caption = caption + notes(all.network, answer.flags) + picture.caption
    return picture
  }

  private static func same(_ left: Independence, _ right: Independence) -> Bool {
    left.originsLower == right.originsLower && left.originsUpper == right.originsUpper
      && left.disjointChains == right.disjointChains
  }

  private static func origins(_ figures: Independence) -> String {
    figures.originsLower == figures.originsUpper
      ? Wording.count(figures.originsUpper, "origin")
      : "\(figures.originsLower) to \(figures.originsUpper) origins"
  }

  private static func chains(_ figures: Independence) -> String {
    figures.disjointChains == figures.disjointChainsUpper
      ? Wording.count(figures.disjointChains, "chain")
      : "\(figures.disjointChains) to \(figures.disjointChainsUpper) chains"
  }

  private static func cut(_ figures: Independence, _ names: EntityNames) -> String {
    let parts =
      figures.cut.map { Wording.name(names[$0]) }
      + figures.cutGroups.map { "the circle {\(list($0, names))}" }
    if parts.isEmpty { return "There is nothing to cut: the subject is its own end." }
    let others =
      switch figures.cutIsUnique {
      case true?: " (the only cut of that size)"
      case false?: " (one of several cuts of that size)"
      case nil: ""
      }
    return "Smallest cut ✂, without which no end is reached: " + few(parts) + others + "."
  }

  private static func singles(_ figures: Independence, _ names: EntityNames) -> String {
    let parts =
      figures.singlePoints.map { Wording.name(names[$0]) }
      + figures.singleGroups.map { "the circle {\(list($0, names))}" }
    return parts.isEmpty
      ? "No single point: nothing that everything hangs on."
      : "Single points ◆, on each of which everything hangs: \(few(parts))."
  }

  /// The first of many names; all of them stand out in the picture.
  static func few(_ names: [String]) -> String {
    let shown = names.count > 8 ? 6 : names.count
    return names.prefix(shown).joined(separator: ", ")
      + (shown < names.count ? " and \(names.count - shown) more" : "")
  }

  private static func list(_ ids: [EntityID], _ names: EntityNames) -> String {
    ids.map { Wording.name(names[$0]) }.joined(separator: ", ")
  }

  private static func notes(_ network: UpstreamNetwork, _ flags: [StanceFlag]) -> [String] {
    let retracted = flags.count { $0.kind == .retracted }
    let disputed = flags.count - retracted
    var lines: [String] = []
    if retracted + disputed > 0 {
      lines.append(
        "Recorded upstream and counted as before: "
          + "\(Wording.count(retracted, "retraction")), \(Wording.count(disputed, "denial")) "
          + "of an attribution.")
    }
    return lines + (Wording.otherMatters(network.otherMatters).map { [$0] } ?? [])
  }

  static func name(_ id: EntityID, in reader: CaseReader) throws -> String {
    Wording.name(try reader.cards(for: [id])[0])
  }
}
