import CaseStore
import HeadwaterModel
import HeadwaterTestSupport

/// A read that saw no state that was ever committed.
struct TornRead: Error {
  let message: String
}

/// A case whose every committed state says of itself what it holds.
///
/// Each step is one write: it adds a document with two attributions to the counter, or removes one
/// with its two, and notes in the counter how many steps and documents there were.
struct Ledger {
  private static let counter = "counter"
  private var step = 0
  private var present: [String] = []

  /// Makes the case at `path`, with the counter in it.
  static func make(at path: String) throws {
    let file = try CaseFile.create(at: path)
    try file.write(author: "tester") { writer in
      _ = try writer.write(.entity(counter(step: 0, present: 0)), mode: .addOnly)
    }
    try file.close()
  }

  private static func counter(step: Int, present: Int) -> EntityRecord {
    EntityRecord(
      key: counter, kind: "document",
      properties: [
        Property(name: "present", value: .integer(Int64(present))),
        Property(name: "step", value: .integer(Int64(step))),
      ])
  }

  /// Commits the next state; now and then undoes a write before it.
  mutating func advance(_ file: CaseFile) throws {
    if step % 5 == 2 { try undo(file) }
    step += 1
    let removed = step % 3 == 0 ? present.first : nil
    let added = removed == nil ? "batch-\(step)" : nil
    present = present.filter { $0 != removed } + [added].compactMap { $0 }
    let counter = Self.counter(step: step, present: present.count)
    try file.write(author: "tester") { writer in
      if let removed { try writer.removeEntity(key: removed, cascade: true) }
      if let added { try Self.add(added, to: writer) }
      _ = try writer.replaceEntity(key: Self.counter, with: counter)
    }
  }

  private static func add(_ key: String, to writer: CaseWriter) throws {
    _ = try writer.write(.entity(EntityRecord(key: key, kind: "document")), mode: .addOnly)
    for relation in ["cited_by", "quoted_by"] {
      _ = try writer.write(
        .attribution(
          AttributionRecord(source: key, relation: relation, target: .entity(counter))),
        mode: .addOnly)
    }
  }

  private struct Undone: Error {}

  private func undo(_ file: CaseFile) throws {
    do {
      try file.write(author: "tester") { writer in
        try Self.add("never", to: writer)
        throw Undone()
      }
    } catch is Undone {}
  }

  /// Reads the case, and checks that what was read is one state.
  ///
  /// - Returns: The step that the case was at.
  static func step(of file: CaseFile, lingering: () -> Void = {}) throws -> Int {
    try file.read { reader in
      let first = try look(reader)
      lingering()
      let second = try look(reader)
      guard first == second else {
        throw TornRead(message: "one read saw \(first) and then \(second)")
      }
      return first.step
    }
  }

  private struct Sight: Hashable {
    var step = 0
    var present = 0
  }

  private static func look(_ reader: CaseReader) throws -> Sight {
    var sight = Sight()
    for property in try reader.entityRecord(forKey: counter).properties {
      guard case .integer(let number) = property.value else { continue }
      if property.name == "step" { sight.step = Int(number) }
      if property.name == "present" { sight.present = Int(number) }
    }
    let id = try reader.requiredEntity(counter)
    let statistics = try reader.statistics()
    let flow = try reader.flowInto([FlowRequest(target: id)])
    let found = [
      statistics.entitiesByKind.reduce(0) { $0 + $1.1 } - 1,
      statistics.attributionsByRelation.reduce(0) { $0 + $1.1 } / 2,
      flow.reduce(0) { $0 + $1.count } / 2, try reader.flowCountsInto([id])[0] / 2,
    ]
    guard found.allSatisfy({ $0 == sight.present }), statistics.changeSets == sight.step + 1,
      try reader.entity(forKey: "never") == nil
    else {
      throw TornRead(
        message: "\(sight) stands beside \(found) and \(statistics.changeSets) change sets")
    }
    return sight
  }
}
