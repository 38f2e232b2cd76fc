import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel
import Interchange

/// Chains as a table, one hop a row, for spreadsheets.
enum ChainTable {
  static func csv(_ answer: TraceAnswer) throws -> String {
    var rows = [
      [
        "chain", "hop", "from", "to", "relations", "status", "why", "anachronistic", "end",
        "according_to",
      ]
    ]
    for (number, chain) in answer.chains.enumerated() {
      for (position, hop) in chain.hops.enumerated() {
        let details = hop.attributions.compactMap { answer.details[$0.edge.id] }
        let evidence = details.flatMap(\.evidence).map { evidence in
          (answer.card(evidence.document)?.key ?? "") + (evidence.locator.map { " " + $0 } ?? "")
        }
        rows.append([
          String(number + 1), String(position + 1), answer.card(hop.giver)?.key ?? "",
          answer.card(hop.receiver)?.key ?? "",
          details.map(\.relation.name).joined(separator: ";"),
          hop.isEstablished ? "established" : "possible", hop.why?.rawValue ?? "",
          hop.isAnachronistic ? "true" : "false",
          position == chain.hops.count - 1 ? chain.end.rawValue : "",
          evidence.joined(separator: ";"),
        ])
      }
      if chain.hops.isEmpty {
        let key = answer.card(answer.subject)?.key ?? ""
        rows.append([
          String(number + 1), "0", "", key, "", "established", "", "false",
          chain.end.rawValue, "",
        ])
      }
    }
    return try CSVText.text(of: rows)
  }
}
