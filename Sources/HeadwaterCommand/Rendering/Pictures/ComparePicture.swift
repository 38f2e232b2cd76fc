import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// What two or more subjects share: all that is upstream of them, what they share set apart.
enum ComparePicture {
  /// The most pairs that are told in words.
  private static let pairLimit = 6

  static func picture(
    _ answer: Comparison, flags: [StanceFlag], in reader: CaseReader, legend: Bool
  ) throws -> Picture {
    var drawing = NetworkPicture(answer.networks)
    for place in answer.pairs.flatMap(\.nearest) {
      drawing.marks[place.entity] = [.nearestShared]
    }
    for place in answer.pairs.flatMap(\.shared) where drawing.marks[place.entity] == nil {
      drawing.marks[place.entity] = [.shared]
    }
    drawing.flags = flags
    var seen: Set<EntityPair> = []
    for pair in answer.pairs.flatMap(\.possiblySame)
    where seen.insert(pair).inserted && !seen.contains(EntityPair(pair.target, pair.source)) {
      drawing.possiblySame.append(pair)
    }
    var picture = try drawing.picture(in: reader, legend: legend)
    let subjects = answer.networks.map(\.subject.id)
    let near = answer.pairs.flatMap { $0.nearest.map(\.entity) }
    let names = try EntityNames(subjects + near, in: reader)
    func name(_ id: EntityID) -> String { "“\(Wording.name(names[id]))”" }
    let told = answer.pairs.map { pair in
      (
        pair: "\(name(pair.one)) and \(name(pair.other))",
        sentence: sentence(pair, near: pair.nearest.map { name($0.entity) })
      )
    }
    var caption: [String] = []
    if told.count == 1 {
      picture.title = "Do \(told[0].pair) share sources? \(told[0].sentence)"
    } else {
      picture.title = "Which of these \(subjects.count) share sources?"
      caption = told.prefix(pairLimit).map { "\($0.pair): \($0.sentence)" }
      if told.count > pairLimit { caption.append("And \(told.count - pairLimit) pairs more.") }
    }
    caption.append(
      "Read from the subjects, drawn with a thick line, on the left; arrows point the way it "
        + "travelled.")
    picture.caption = caption + picture.caption
    return picture
  }

  private static func sentence(_ pair: PairComparison, near: [String]) -> String {
    let how = pair.isEstablished == false ? ", on possible steps only" : ""
    let nearest = QuestionPicture.few(near)
    switch pair.verdict {
    case .oneDrawsOnTheOther: return "One draws on the other\(how)."
    case .shareSources:
      return "They share \(pair.shared.count)\(how); nearest ◆: \(nearest)."
    case .independent: return "Independent: nothing is shared, and all ends are origins."
    case .nothingShared: return "Nothing is shared so far as recorded."
    }
  }
}
