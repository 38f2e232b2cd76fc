import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange
import JSONText

/// Sources with the documents that solely depend on them: as text, JSON or CSV.
struct LoadReport {
  private let load: Load
  private let limit: Int
  private var cards: [EntityID: EntityCard] = [:]

  init(_ load: Load, limit: Int, in reader: CaseReader) throws {
    self.load = load
    self.limit = limit
    let ids = Array(Set(load.sources.flatMap { $0.entities.map(\.id) }))
    for (id, card) in zip(ids, try reader.cards(for: ids, withLists: false)) { cards[id] = card }
  }

  private var isCut: Bool { load.count > load.sources.count && load.stopReason == nil }

  /// Says on standard error that the list is cut, if it is.
  func reportCut() {
    guard isCut else { return }
    Terminal.message(
      "Cut: only the first \(Wording.count(load.sources.count, "source is", "sources are")) listed "
        + "of \(load.count); --limit lists more.")
  }

  private func share(_ source: LoadedSource) -> Double {
    load.documentCount == 0 ? 0 : Double(source.documents) / Double(load.documentCount)
  }

  /// To a tenth of a percent.
  private func percent(_ source: LoadedSource) -> String {
    let tenths = Int((share(source) * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  var text: String {
    guard !load.sources.isEmpty else {
      return load.stopReason == nil ? "No document solely depends on another source.\n" : ""
    }
    var table = TextTable(["documents", "share", "source"])
    for source in load.sources {
      let names = source.entities.prefix(6).map { Wording.entity(cards[$0.id]) }
      let more = source.entities.count - names.count
      table.add([
        String(source.documents), percent(source),
        (source.isCircular ? "↻ a circle that nothing enters: " : "")
          + names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""),
      ])
    }
    return table.text + "\nOf \(Wording.count(load.documentCount, "document")); the source itself "
      + "is not counted.\n"
  }

  var json: JSONValue {
    .object([
      (
        "load",
        .array(
          load.sources.map { source in
            let keys = source.entities.map { JSONValue.optional(cards[$0.id]?.key) }
            return .object([
              source.isCircular ? ("members", .array(keys)) : ("key", keys.first ?? .null),
              (
                "kind",
                source.isCircular
                  ? .null : .optional(source.entities.first.flatMap { cards[$0.id]?.kind })
              ),
              ("documents", .integer(Int64(source.documents))), ("share", .number(share(source))),
            ])
          })
      ),
      ("documents", .integer(Int64(load.documentCount))),
      ("cut", QuestionClock.cut(load.stopReason, limit: isCut ? limit : nil)),
    ])
  }

  /// One source a row; the members of a circle have `;` between.
  func csv() throws -> String {
    var rows = [["source", "kind", "circular", "documents", "share"]]
    for source in load.sources {
      rows.append([
        source.entities.map { cards[$0.id]?.key ?? "" }.joined(separator: ";"),
        source.isCircular ? "" : source.entities.first.flatMap { cards[$0.id]?.kind } ?? "",
        "\(source.isCircular)", String(source.documents), "\(share(source))",
      ])
    }
    return try CSVText.text(of: rows)
  }
}
