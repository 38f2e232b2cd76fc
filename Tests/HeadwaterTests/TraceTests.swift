import Headwater
import Testing

@Suite("Chains from Swift")
struct TraceTests {
  /// A chain of the tutorial as its README tells it: upstream of the claim, its end, its status.
  private static let tutorial = [
    "memo: unexplored, established",
    "article engineer: origin, established",
    "article resident: undisclosed, established",
    "article survey-report memo: unexplored, possible",
    "radio-item article engineer: origin, established",
    "radio-item article resident: undisclosed, established",
    "radio-item article survey-report memo: unexplored, possible",
  ]

  private static func told(_ chain: TracedChain) -> String {
    chain.keys.dropFirst().joined(separator: " ") + ": \(chain.end), "
      + (chain.isEstablished ? "established" : "possible")
  }

  private static func chains(_ sequence: ChainSequence) async throws -> [TracedChain] {
    var chains: [TracedChain] = []
    for try await chain in sequence { chains.append(chain) }
    return chains
  }

  @Test("The tutorial's chains come one by one, shortest first")
  func tutorial() async throws {
    try await withTutorial { harbour in
      let chains = try await Self.chains(harbour.trace("waste-claim"))
      #expect(chains.map(Self.told) == Self.tutorial)
      let same = try await harbour.read { try $0.chains(upstreamOf: "waste-claim", limit: 100) }
      #expect(same == chains)
      let first = try await harbour.read { try $0.chains(upstreamOf: "waste-claim", limit: 2) }
      #expect(first == Array(chains.prefix(2)))
    }
  }

  @Test("A chain brings names, attributions with their evidence, and stances")
  func details() async throws {
    try await withTutorial { harbour in
      let chains = try await Self.chains(harbour.trace("waste-claim"))
      let leak = try #require(chains.first { $0.keys.last == "engineer" })
      #expect(leak.entities.map(\.name).last == "An engineer at the port")
      #expect(leak.entities.map(\.baseKind) == [.claim, .document, .person])
      #expect(leak.entities.last?.naming == .unnamed)
      let hop = try #require(leak.hops.last)
      #expect(hop.giver == "engineer" && hop.receiver == "article")
      #expect(hop.attributions.map(\.record.id) == ["t09"])
      #expect(hop.attributions.map(\.relation.backwardPhrase) == ["received a leak from"])
      #expect(hop.attributions.first?.record.evidence.map(\.locator) == ["paragraph 2"])
      #expect(hop.stances.map(\.relation) == ["denied"])
      let vague = try #require(chains.first { !$0.isEstablished })
      #expect(vague.hops.map(\.why) == [nil, .namesNothing, nil])
    }
  }

  @Test("Options narrow what is walked")
  func options() async throws {
    try await withTutorial { harbour in
      let options: [(Case.TraceOptions, Int)] = [
        (.init(establishedOnly: true), 5), (.init(without: ["engineer"]), 5),
        (.init(relations: ["asserted by", "leaked_to"]), 3), (.init(maxDepth: 1), 3),
        (.init(maxDepth: -1), 1), (.init(asOf: try EDTFDate("2024-05-14")), 5),
        (.init(notAccordingTo: ["radio-item"]), 4),
      ]
      for (options, count) in options {
        let chains = try await Self.chains(harbour.trace("waste-claim", options: options))
        #expect(chains.count == count, "\(options)")
      }
      let about = try await Self.chains(
        harbour.trace("article", options: .init(about: "cost-claim")))
      #expect(about.map(\.keys.last) == ["memo", "survey-report"])
    }
  }

  @Test("Everything upstream is listed with its hops, nearest first")
  func reach() async throws {
    try await withTutorial { harbour in
      let reached = try await harbour.reach("waste-claim")
      #expect(reached.map(\.hops) == [1, 1, 1, 2, 2, 2])
      #expect(
        reached.map(\.entity.key) == [
          "article", "memo", "radio-item", "engineer", "resident", "survey-report",
        ])
      #expect(reached.filter { !$0.isEstablished }.map(\.entity.key) == ["survey-report"])
      let same = try await harbour.read { try $0.reach("waste-claim") }
      #expect(same == reached)
    }
  }

  @Test("Chains are counted without being listed, in circles up to a bound")
  func count() async throws {
    try await withTutorial { harbour in
      let count = try await harbour.chainCount(upstreamOf: "waste-claim")
      #expect(count.isExact && count.digits == "7" && count.otherMatters == 1)
    }
    try await withCase { notes in
      try await Dense.addLayers(18, width: 10, to: notes)
      let count = try await notes.chainCount(upstreamOf: "subject")
      #expect(count.isExact && count.digits == "1" + String(repeating: "0", count: 18))
    }
    try await withCase { notes in
      try await Dense.addCircle(of: 4, to: notes)
      let count = try await notes.chainCount(upstreamOf: "subject")
      #expect(!count.isExact)
      #expect(count.digits == "24")
    }
  }

  @Test("A trace sees one state to its end, and the next one what was written meanwhile")
  func states() async throws {
    try await withCase { notes in
      try await Dense.addLayers(2, width: 10, to: notes)
      var iterator = notes.trace("subject").makeAsyncIterator()
      #expect(try await iterator.next() != nil)
      try await notes.write(author: "editor") { transaction in
        try transaction.add(EntityRecord(key: "late", kind: "document"))
        try transaction.add(
          AttributionRecord(source: "late", relation: "cited_by", target: .entity("subject")))
      }
      var count = 1
      while try await iterator.next() != nil { count += 1 }
      #expect(count == 100)
      #expect(try await iterator.next() == nil)
      let next = try await Self.chains(notes.trace("subject"))
      #expect(next.count == 101)
    }
  }

  @Test("A trace that is left early holds nothing back", arguments: [1, 3, 70])
  func leavingEarly(count: Int) async throws {
    try await withCase { notes in
      try await Dense.addLayers(8, width: 6, to: notes)
      var keys: Set<[String]> = []
      for try await chain in notes.trace("subject").prefix(count) { keys.insert(chain.keys) }
      #expect(keys.count == count)
    }
  }

  @Test("Chains are drawn as a graph, each attribution once")
  func picture() async throws {
    try await withTutorial { harbour in
      let chains = try await Self.chains(harbour.trace("waste-claim"))
      let text = TracedChain.dot(of: chains)
      #expect(text.contains("digraph headwater {"))
      #expect(text.split(separator: "\n").filter { $0.contains("\" -> \"") }.count == 8)
      #expect(TracedChain.dot(of: chains, legend: true) != text)
      #expect(!TracedChain.dot(of: []).contains("->  "))
    }
  }

  @Test("Chains can be gone through on the main actor")
  func mainActor() async throws {
    try await withTutorial { harbour in
      let task = Task { @MainActor in
        var count = 0
        for try await _ in harbour.trace("waste-claim") { count += 1 }
        return count
      }
      let count = try await task.value
      #expect(count == 7)
    }
  }
}
