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
    let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
      .filter { $0.count == 3 && $0[1] == "mentions" }
    let keys = Set(rows.flatMap { [String($0[0]).lowercased(), String($0[2]).lowercased()] })
    let records = keys.sorted().map {
      CaseRecord.entity(EntityRecord(key: $0, kind: "document"))
    }
    let attributions = rows.map {
      CaseRecord.attribution(
        AttributionRecord(
          source: $0[2].lowercased(), relation: "cited_by",
          target: .entity($0[0].lowercased())))
    }
    let loops = try Loops(in: InMemoryGraph(records + attributions)).loops
    #expect(loops.count == 43)
    #expect(loops.map(\.members.count).max() == 157)
    let shortest = loops.allSatisfy { $0.isCycleShortest && $0.isEstablished }
    #expect(shortest)
  }
}
