import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Retractions and denials upstream of a subject, beside an answer.
struct FlagList {
  let flags: [StanceFlag]
  private let names: EntityNames
  private let details: [AttributionID: AttributionDetail]

  init(_ flags: [StanceFlag], in reader: CaseReader) throws {
    self.flags = flags
    var attributions = Set(flags.map(\.stance.id))
    for flag in flags {
      if case .attribution(let id) = flag.target { attributions.insert(id) }
    }
    let ids = attributions.sorted()
    let found = try reader.details(of: ids)
    details = Dictionary(uniqueKeysWithValues: zip(ids, found))
    var entities = Set(found.flatMap { [$0.source] + ($0.target.map { [$0] } ?? []) })
    for flag in flags {
      if case .entity(let id) = flag.target { entities.insert(id) }
      entities.insert(flag.stance.source)
    }
    names = try EntityNames(entities, in: reader)
  }

  /// One line each: "✗ retracted by daily: report (2024-05)".
  var lines: [String] {
    flags.map { flag in
      let stance = details[flag.stance.id]
      let phrase = stance?.relation.backwardPhrase ?? flag.stance.relation
      let date = stance?.date.map { " (\($0.text))" } ?? ""
      return "✗ \(phrase) \(names.short(flag.stance.source)): \(target(flag))\(date)"
    } + hints
  }

  private var hints: [String] {
    let kinds = Set(flags.map(\.kind))
    var lines: [String] = []
    if kinds.contains(.retracted) { lines.append("  --without-retracted leaves out what was.") }
    if kinds.contains(.disputed) { lines.append("  --without-disputed leaves out what is.") }
    return lines
  }

  private func target(_ flag: StanceFlag) -> String {
    switch flag.target {
    case .entity(let id): return names.short(id)
    case .attribution(let id):
      guard let detail = details[id], let target = detail.target else { return "an attribution" }
      return "that \(names.short(detail.source)) \(detail.relation.forwardPhrase) "
        + names.short(target)
    }
  }

  var json: JSONValue {
    .array(
      flags.map { flag in
        let target: JSONValue =
          switch flag.target {
          case .entity(let id): names.key(id)
          case .attribution(let id): .optional(details[id].map { "attribution:" + $0.uid })
          }
        let stance = details[flag.stance.id]
        return .object([
          ("kind", .text(flag.kind.rawValue)), ("by", names.key(flag.stance.source)),
          ("relation", .text(flag.stance.relation)), ("target", target),
          ("date", .optional(stance?.date?.text)), ("id", .optional(stance?.uid)),
        ])
      })
  }
}
