import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// How something travelled, time from left to right.
///
/// Each entity stands under the time when it first received or gave it; what has no date stands
/// apart at the end. Lines are numbered in the order of their dates.
enum TimelinePicture {
  static func picture(
    _ timeline: Timeline, in reader: CaseReader, legend: Bool
  ) throws -> Picture {
    var drawing = NetworkPicture([timeline.network])
    drawing.showsCircles = false
    drawing.showsTies = false
    for entity in timeline.first { drawing.marks[entity] = [.first] }
    for (index, event) in timeline.events.enumerated() {
      drawing.prefixes[event.id] = (event.isOrderUnknown ? "≈" : "") + "\(index + 1). "
    }
    drawing.stances = (timeline.events + timeline.undated).filter(\.isStance).map(\.id)
    var picture = try drawing.picture(in: reader, legend: legend)
    let isDated = !timeline.events.isEmpty
    if isDated { picture.time = try time(timeline, Set(picture.nodes.map(\.id)), in: reader) }
    let name = try QuestionPicture.name(timeline.network.subject.id, in: reader)
    let names = try EntityNames(timeline.first, in: reader)
    let first = timeline.first.map { "“\(Wording.name(names[$0]))”" }
    picture.title =
      "How did “\(name)” travel? "
      + (first.isEmpty
        ? "No step has a date." : "First to carry it ▷: \(QuestionPicture.few(first)).")
    var caption = ["There is no scale of time; " + QuestionPicture.direction]
    if isDated {
      caption = [
        "Time runs from left to right; lines are numbered by date"
          + (timeline.events.contains(where: \.isOrderUnknown)
            ? " (≈: whether before or after the one before is not known)." : ".")
      ]
    }
    if isDated, !timeline.undated.isEmpty {
      caption.append("Lines without a number have no date: \(timeline.undated.count).")
    }
    picture.caption = caption + picture.caption
    return picture
  }

  // MARK: The scale

  private enum Unit { case year, month, day }

  private static func time(
    _ timeline: Timeline, _ drawn: Set<String>, in reader: CaseReader
  ) throws -> PictureTime {
    let days = days(timeline)
    let entities = Set(timeline.network.entityIDs).union(days.keys)
      .union((timeline.events + timeline.undated).map(\.source)).sorted()
    var keys: [EntityID: String] = [:]
    for card in try reader.cards(for: entities) {
      keys[card.id] = card.key ?? "\(card.id.rawValue)"
    }
    let unit = unit(of: days.values)
    var columns: [String: [String]] = [:]
    var undated: [String] = []
    for entity in entities {
      guard let key = keys[entity], drawn.contains(key) else { continue }
      if let day = days[entity] {
        columns[label(day, unit), default: []].append(key)
      } else {
        undated.append(key)
      }
    }
    let order = columns.sorted { left, right in
      let first = [left, right].map { column in
        entities.filter { keys[$0].map(column.value.contains) == true }.compactMap { days[$0] }
          .min() ?? 0
      }
      return first[0] < first[1]
    }
    return PictureTime(
      columns: order.map { PictureTime.Column(name: $0.key, nodes: $0.value) }, undated: undated)
  }

  /// When each entity first received it or gave it, or first took a stance.
  private static func days(_ timeline: Timeline) -> [EntityID: Int32] {
    var days: [EntityID: Int32] = [:]
    for event in timeline.events {
      guard let day = event.date?.earliest ?? event.date?.latest else { continue }
      days[event.source] = min(days[event.source] ?? day, day)
      if !event.isStance, case .entity(let target) = event.target {
        days[target] = min(days[target] ?? day, day)
      }
    }
    return days
  }

  /// Days where all are within some, months within three years, else years.
  private static func unit(of days: some Collection<Int32>) -> Unit {
    guard let first = days.min(), let last = days.max() else { return .day }
    if Set(days).count <= 12 { return .day }
    return Int64(last) - Int64(first) <= 3 * 366 ? .month : .year
  }

  private static func label(_ day: Int32, _ unit: Unit) -> String {
    let text = TimelineTable.day(day) ?? ""
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    switch unit {
    case .day: return text
    case .month: return parts.dropLast().joined(separator: "-")
    case .year: return parts.dropLast(2).joined(separator: "-")
    }
  }
}
