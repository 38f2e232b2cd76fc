import Foundation
import GraphQuery
import HeadwaterModel
import HeadwaterTestSupport
import Testing

/// Python's proposals, which mention each other, against answers computed elsewhere.
@Suite struct RealDataTests {
  private static let edges: String? = {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let given = ProcessInfo.processInfo.environment["HEADWATER_SHARED_DATA"]
    let path = (given ?? "/" + root + "/../shared/data") + "/peps_graph/edges.csv"
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }()

  @Test(
    "Python's proposals: 43 circles of mentions, the largest of 157",
    .enabled(if: edges != nil, "the table peps_graph is not on this machine"))
  func proposals() throws {
    let text = try String(contentsOfFile: try #require(Self.edges), encoding: .utf8)
    var records: [CaseRecord] = []
    var attributions: [CaseRecord] = []
    var known: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      let cells: [String] = line.split(separator: ",").map { $0.lowercased() }
      guard cells.count == 3, cells[1] == "mentions" else { continue }
      for key in [cells[0], cells[2]] where known.insert(key).inserted {
        records.append(.entity(EntityRecord(key: key, kind: "document")))
      }
      attributions.append(
        .attribution(
          AttributionRecord(source: cells[2], relation: "cited_by", target: .entity(cells[0]))))
    }
    let loops = try Loops(in: InMemoryGraph(records + attributions)).loops
    #expect(loops.count == 43)
    #expect(loops.map(\.members.count).max() == 157)
    let shortest = loops.allSatisfy { $0.isCycleShortest && $0.isEstablished }
    #expect(shortest)
  }
}
