import Foundation
import HeadwaterTestSupport
import JSONText

/// One of the states that a writer of batches takes a case through, one command each.
///
/// A batch is a document with two attributions to the document `counter`, which keeps the number
/// of the last batch. Every third batch takes the one before it away again, every fourth is told of
/// in the counter's description.
struct BatchState: Comparable, Hashable, CustomStringConvertible {
  private enum Part: Int { case imported, removed, described }

  static let start = BatchState(place: -1)

  /// Three for each batch, whether or not each of them differs from the one before.
  private var place: Int

  private init(place: Int) {
    self.place = place
  }

  private var batch: Int { (place + 3) / 3 - 1 }
  private var part: Part { Part(rawValue: (place + 3) % 3) ?? .imported }

  static func < (left: BatchState, right: BatchState) -> Bool { left.place < right.place }

  var description: String { "batch \(batch), \(part)" }

  private static func isRemoving(_ batch: Int) -> Bool { batch % 3 == 2 }
  private static func isDescribing(_ batch: Int) -> Bool { batch % 4 == 3 }

  /// The batches that this state holds.
  private var batches: Set<Int> {
    guard batch >= 0 else { return [] }
    let removed = (0...batch).filter {
      Self.isRemoving($0) && ($0 < batch || part != .imported)
    }
    return Set(0...batch).subtracting(removed.map { $0 - 1 })
  }

  // MARK: - Writing

  /// Takes the case to the states of the next batch.
  mutating func write(in folder: String) throws {
    place += 1
    let table = folder + "/batch"
    try FileManager.default.createDirectory(atPath: table, withIntermediateDirectories: true)
    try Program.write(
      """
      key,kind,name,number:integer
      counter,document,Counter,\(batch)
      batch-\(batch),document,Batch \(batch),\(batch)

      """, to: table + "/entities.csv")
    try Program.write(
      """
      source,relation,target
      batch-\(batch),cited_by,counter
      batch-\(batch),quoted_by,counter

      """, to: table + "/attributions.csv")
    try Self.run(["import", "batch", "--update"], folder)
    place += 1
    if Self.isRemoving(batch) {
      try Self.run(["remove", "entity", "batch-\(batch - 1)", "--cascade"], folder)
    }
    place += 1
    if Self.isDescribing(batch) {
      try Self.run(["edit", "entity", "counter", "--url", "batch-\(batch)"], folder)
    }
  }

  private static func run(_ arguments: [String], _ folder: String) throws {
    let result = try Program.runBlocking(arguments, in: folder)
    guard result.status == 0 else {
      throw TestSetupError("\(arguments) ended with \(result.status): \(result.errors)")
    }
  }

  // MARK: - Reading

  /// The first state that holds just these batches.
  init(of batches: Set<Int>) throws {
    self.init(place: 3 * (batches.max() ?? -1))
    if batches != self.batches { place += 1 }
    guard batches == self.batches else {
      throw TestSetupError("no state ever held the batches \(batches.sorted())")
    }
  }

  /// The state after so many change sets.
  init(changeSets: Int64) {
    self = .start
    for _ in 0..<changeSets {
      repeat { place += 1 } while !isChange
    }
  }

  /// Whether a change set leads to it.
  private var isChange: Bool {
    switch part {
    case .imported: true
    case .removed: Self.isRemoving(batch)
    case .described: Self.isDescribing(batch)
    }
  }

  /// How many documents there are, the counter included.
  var documents: Int64 { Int64(batches.count + 1) }

  /// The number that the counter has.
  var number: Int64 { Int64(batch) }
}

/// A question whose answer tells which state it was asked of.
enum BatchQuestion: CaseIterable {
  case trace, show, search, stats

  var arguments: [String] {
    let command =
      switch self {
      case .trace: ["trace", "counter", "--limit", "100000"]
      case .show: ["show", "counter"]
      case .search: ["search", "batch", "--limit", "100000"]
      case .stats: ["stats"]
      }
    return command + ["--format", "json"]
  }

  /// The state that the answer is of.
  ///
  /// - Throws: what does not fit together in it.
  func state(in answer: JSONValue) throws -> BatchState {
    switch self {
    case .trace:
      let hops = (answer["chains"]?.elements ?? []).compactMap { $0["hops"]?.elements?.first }
      return try state(
        keys: hops.flatMap { hop in
          (hop["attributions"]?.elements ?? []).compactMap { _ in hop["from"]?.string }
        }, each: 2)
    case .show:
      let sources = (answer["attributions"]?.elements ?? []).compactMap { $0["source"]?.string }
      let state = try state(keys: sources, each: 2)
      guard answer["entity"]?["properties"]?["number"]?.int64 == state.number else {
        throw TestSetupError("the counter does not fit the batches: \(answer)")
      }
      return state
    case .search:
      return try state(
        keys: (answer["entities"]?.elements ?? []).compactMap { $0["key"]?.string }, each: 1)
    case .stats:
      let state = BatchState(changeSets: answer["other"]?["change sets"]?.int64 ?? 0)
      let documents = answer["entities"]?["document"]?.int64
      let attributions = answer["roles"]?["transmission"]?.int64
      guard documents == state.documents, attributions == 2 * (state.documents - 1) else {
        throw TestSetupError("the counts do not fit the change sets: \(answer)")
      }
      return state
    }
  }

  /// The state of the batches of these keys, each of which stands there so many times.
  private func state(keys: [String], each: Int) throws -> BatchState {
    var counts: [Int: Int] = [:]
    for key in keys {
      guard let number = key.split(separator: "-").last.flatMap({ Int($0) }) else { continue }
      counts[number, default: 0] += 1
    }
    guard counts.values.allSatisfy({ $0 == each }) else {
      throw TestSetupError("half a batch was seen: \(counts)")
    }
    return try BatchState(of: Set(counts.keys))
  }
}
