import CaseStore
import GraphQuery
import HeadwaterModel
import JSONText

/// Where the chains of a subject end: as groups of text, JSON or CSV.
struct OriginList {
  let subject: EntityID

  /// Nil where the question was stopped before anything was known.
  let answer: Origins?

  /// The same over established steps alone; nil where that was all that was asked for.
  let established: Origins?
  let flags: FlagList
  let insiderOf: [EntityID: [EntityID]]
  let names: EntityNames

  init(
    of subject: EntityID, _ answer: Origins?, established: Origins?, flags: [StanceFlag],
    in reader: CaseReader
  ) throws {
    self.subject = subject
    self.answer = answer
    self.established = established
    self.flags = try FlagList(flags, in: reader)
    let origins = (answer?.origins ?? []) + (established?.origins ?? [])
    let entities = Set(origins.flatMap(\.entities)).sorted()
    let places = try reader.associates(of: entities, relation: RelationDefinition.insiderOf)
    insiderOf = Dictionary(uniqueKeysWithValues: zip(entities, places))
    names = try EntityNames(
      entities + places.joined() + [subject], in: reader)
  }

  // MARK: Text

  var text: String {
    var lines = ["Origins of " + names.long(subject), ""]
    guard let answer else { return lines[0] + "\n" }
    for end in [ChainEnd.origin, .undisclosed, .unexplored, .circular] {
      let group = answer.origins.filter { $0.end == end }
      if group.isEmpty { continue }
      lines.append(Wording.endHeading(end))
      var table = TextTable([])
      for origin in group {
        table.add([
          "  " + Wording.count(origin.hops, "hop"), chains(origin),
          origin.isEstablished ? "established" : "possible", who(origin),
        ])
      }
      lines.append(table.text)
    }
    lines.append(summary(answer))
    lines += flags.lines
    if let others = Wording.otherMatters(answer.network.otherMatters) { lines.append(others) }
    return Terminal.paragraphs(lines)
  }

  private func chains(_ origin: Origin) -> String {
    let count = "\(origin.chains.count)"
    return (origin.chains.isExact ? "" : "at least ") + count
      + (count == "1" ? " chain" : " chains")
  }

  private func who(_ origin: Origin) -> String {
    guard origin.end != .circular else {
      return "one group that rests on itself: " + names.list(origin.entities)
    }
    let places = insiderOf[origin.entities[0]] ?? []
    let tie = places.isEmpty ? "" : ", insider of " + names.list(places)
    return names.long(origin.entities[0]) + tie
  }

  private func summary(_ answer: Origins) -> String {
    let all = answer.origins.count
    var line = Wording.count(all, "origin or end", "origins and ends")
    if let established {
      let count = established.origins.count
      line += "; over established steps alone \(count == all ? "as many" : "\(count)")"
    }
    return line + "."
  }

  // MARK: JSON and CSV

  func json(cut: JSONValue) -> JSONValue {
    .object([
      ("subject", names.entity(subject)), ("origins", answer.map(list) ?? .null),
      ("otherMatters", .optional(answer?.network.otherMatters)), ("flags", flags.json),
      ("established", established.map { .object([("origins", list($0))]) } ?? .null),
      ("cut", cut),
    ])
  }

  private func list(_ origins: Origins) -> JSONValue { .array(origins.origins.map(row)) }

  private func row(_ origin: Origin) -> JSONValue {
    var members: [(String, JSONValue)]
    if origin.end == .circular {
      members = [("members", names.keys(origin.entities))]
    } else {
      let entity = origin.entities[0]
      guard case .object(let known) = names.entity(entity) else { return .null }
      members = known + [("insiderOf", names.keys(insiderOf[entity] ?? []))]
    }
    return .object(
      members + [
        ("end", .text(origin.end.rawValue)), ("hops", .integer(Int64(origin.hops))),
        ("chains", .text("\(origin.chains.count)")),
        ("chainsExact", .boolean(origin.chains.isExact)),
        ("status", .text(origin.isEstablished ? "established" : "possible")),
      ])
  }

  /// Keys are letters, digits, `.`, `_` and `-`, so that no cell needs quotation marks.
  var csv: String {
    let rows = (answer?.origins ?? []).map { origin in
      let keys = origin.entities.map { names[$0]?.key ?? "" }.joined(separator: ";")
      let status = origin.isEstablished ? "established" : "possible"
      return "\(keys),\(origin.end.rawValue),\(origin.hops),\(origin.chains.count),\(status)\r\n"
    }
    return "key,end,hops,chains,status\r\n" + rows.joined()
  }
}
