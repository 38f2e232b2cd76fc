import Headwater
import Testing

@Suite("Questions from Swift")
struct QuestionTests {
  @Test("The tutorial's origins, nearest first, with their chains")
  func origins() async throws {
    try await withTutorial { harbour in
      let origins = try await harbour.origins("waste-claim")
      let told = origins.map { origin in
        "\(origin.entities.map(\.key)) \(origin.end) \(origin.hops) \(origin.chains)"
      }
      #expect(
        told == [
          "[\"memo\"] unexplored 1 3", "[\"engineer\"] origin 2 2",
          "[\"resident\"] undisclosed 2 2",
        ])
      let areExact = origins.allSatisfy(\.isChainCountExact)
      #expect(areExact)
    }
  }

  @Test("The tutorial's independence: one firsthand origin, two documents that assert")
  func independence() async throws {
    try await withTutorial { harbour in
      let figures = try await harbour.independence("waste-claim")
      #expect(figures.origins == 1...3)
      #expect(figures.disjointChains == 2...2)
      #expect(figures.singlePoints.isEmpty)
      let alone = try await harbour.independence(
        "waste-claim", options: Case.TraceOptions(establishedOnly: true, without: ["memo"]))
      #expect(alone.singlePoints == ["article"])
      #expect(alone.cut == ["article"])
      #expect(alone.cutIsUnique == true)
    }
  }

  @Test("What cannot be asked is refused by code")
  func refusals() async throws {
    try await withTutorial { harbour in
      let unknown = await caseCode { try await harbour.origins("waste-clame") }
      #expect(unknown == .unknownEntity)
      let leftOut = await failure {
        try await harbour.independence(
          "waste-claim", options: Case.TraceOptions(without: ["waste-claim"]))
      }
      #expect((leftOut as? QueryError)?.code == .subjectLeftOut)
    }
  }

  @Test("A question whose task is cancelled throws")
  func cancelled() async throws {
    try await withTutorial { harbour in
      let task = Task { () -> Bool in
        while !Task.isCancelled { await Task.yield() }
        do {
          _ = try await harbour.independence("waste-claim")
          return false
        } catch {
          return error is CancellationError
        }
      }
      task.cancel()
      let isCancelled = await task.value
      #expect(isCancelled)
    }
  }
}
