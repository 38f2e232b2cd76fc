import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

@Suite("What is written as a case folder is read back")
struct CaseFolderRoundTripTests {
  private func difference(_ left: [CaseRecord], _ right: [CaseRecord]) -> [String] {
    var counts: [[UInt8]: Int] = [:]
    for record in left { counts[exact(record), default: 0] += 1 }
    for record in right { counts[exact(record), default: 0] -= 1 }
    return counts.filter { $0.value != 0 }
      .map { ($0.value > 0 ? "lost " : "new ") + String(decoding: $0.key, as: UTF8.self) }
      .sorted()
  }

  private func roundTrip(
    _ records: [CaseRecord], _ check: (String, FolderContent) throws -> Void = { _, _ in }
  ) throws {
    try withTemporaryFolder { path in
      _ = try CaseFolderWriter(path: path).write(MemoryRecords(records: records))
      let content = try FolderContent(of: path)
      #expect(content.reading.problems.isEmpty)
      #expect(difference(records, content.records).isEmpty)
      try check(path, content)
    }
  }

  @Test("Records of all sorts come back as they were", arguments: UInt64(0)..<300)
  func everything(seed: UInt64) throws {
    let options = RandomRecords.Options(
      hasWithheld: true, leavesOutIDs: seed.isMultiple(of: 3))
    let records = RandomRecords.caseRecords(seed: seed, options: options)
    try roundTrip(records) { path, content in
      // What refers to another record of its sort comes after it.
      var known: Set<String> = []
      for case .attribution(let record) in content.records {
        if case .attribution(let id) = record.target { #expect(known.contains(id)) }
        if let id = record.id { known.insert(id) }
      }
      known = []
      for case .identity(let record) in content.records {
        if let id = record.supersedes { #expect(known.contains(id)) }
        if let id = record.id { known.insert(id) }
      }
      #expect(content.reading.counts.map(\.records).reduce(0, +) >= records.count)
      #expect(content.reading.ignored.isEmpty)
    }
  }

  @Test("Reading and writing once more gives the same files", arguments: UInt64(0)..<20)
  func fixedPoint(seed: UInt64) throws {
    try withTemporaryFolder { path in
      let records = RandomRecords.caseRecords(seed: seed)
      _ = try CaseFolderWriter(path: path + "/a").write(MemoryRecords(records: records))
      let again = try FolderContent(of: path + "/a").records
      _ = try CaseFolderWriter(path: path + "/b").write(MemoryRecords(records: again))
      #expect(names(in: path + "/a") == names(in: path + "/b"))
      for name in names(in: path + "/a") where name.hasSuffix(".csv") {
        #expect(content(path + "/a/" + name) == content(path + "/b/" + name), "\(name)")
      }
    }
  }

  @Test("The made-up cases are ones that a strict case accepts", arguments: UInt64(0)..<300)
  func generator(seed: UInt64) throws {
    var vocabulary = Vocabulary()
    var kinds: [String: BaseKind] = [:]
    for record in RandomRecords.caseRecords(seed: seed, options: .init(hasWithheld: true)) {
      switch record {
      case .kind(let kind): try vocabulary.define(kind)
      case .relation(let relation): try vocabulary.define(relation)
      case .entity(let entity):
        try RecordCheck.entity(entity)
        let key = try #require(entity.key)
        let kind: BaseKind = try #require(entity.kind.flatMap(vocabulary.baseKind))
        kinds[key] = kind
      case .attribution(let attribution):
        try RecordCheck.attribution(attribution)
        let relation = try #require(vocabulary.relations[attribution.relation])
        let source = try #require(kinds[attribution.source])
        var target: BaseKind?
        if case .entity(let key) = attribution.target {
          let kind: BaseKind = try #require(kinds[key])
          target = kind
        }
        try vocabulary.check(
          relation, source: source, target: target, about: attribution.about.flatMap { kinds[$0] })
      case .text(let text): try RecordCheck.textRecord(text)
      case .evidence, .identity: break
      }
    }
  }

  @Test("The made-up cases fill every field somewhere and leave it out elsewhere")
  func coverage() {
    var states: [String: Set<String>] = [:]
    for seed in UInt64(0)..<300 {
      let options = RandomRecords.Options(hasWithheld: true, leavesOutIDs: true)
      for record in RandomRecords.caseRecords(seed: seed, options: options) {
        for child in Mirror(reflecting: record).children { note(child.value, &states) }
      }
    }
    for (field, seen) in states where seen != ["value"] {
      #expect(seen.count >= 2, "\(field): \(seen)")
    }
    #expect(states["EvidenceRecord.prefix"] == ["some", "none"])
    #expect(states["EntityRecord.naming"]?.count == Naming.allCases.count)
    #expect(states["AttributionRecord.status"]?.count == RecordStatus.allCases.count)
    #expect(states["IdentityRecord.verdict"]?.count == IdentityVerdict.allCases.count)
  }

  /// Notes, for each field of a record, whether it was there, and which case an enum had.
  private func note(_ value: Any, _ states: inout [String: Set<String>]) {
    for (label, child) in Mirror(reflecting: value).children {
      // An entity of a strict case has both.
      if value is EntityRecord, label == "key" || label == "kind" { continue }
      if value is KindDefinition, label == "parent" { continue }
      let field = "\(type(of: value)).\(label ?? "")"
      let mirror = Mirror(reflecting: child)
      switch mirror.displayStyle {
      case .optional:
        states[field, default: []].insert(mirror.children.isEmpty ? "none" : "some")
      case .collection:
        states[field, default: []].insert(mirror.children.isEmpty ? "empty" : "filled")
        for element in mirror.children where element.value is EvidenceRecord {
          note(element.value, &states)
        }
      case .enum:
        let name = mirror.children.first?.label ?? "\(child)"
        states[field, default: []].insert(name)
      default:
        states[field, default: []].insert("value")
      }
    }
  }

  @Test(
    "A property's column can be told from all others",
    arguments: [
      ("x", "text", "x"), ("x", "integer", "x:integer"), ("x", "text[]", "x:text[]"),
      ("Key", "text", "property:Key:text"), ("labels", "date", "property:labels:date"),
      ("a:b", "text", "property:a:b:text"), ("property", "text", "property"),
      ("property", "float", "property:float"), ("property:x", "text", "property:property:x:text"),
      (" x ", "localtime[]", "property: x :localtime[]"),
    ])
  func headers(name: String, type: String, header: String) throws {
    let element = try #require(
      PropertyValue.ListElementType(name: type.hasSuffix("[]") ? String(type.dropLast(2)) : type))
    let value = try PropertyValue.read(sample(element), type: element)
    let property = Property(
      name: name, value: type.hasSuffix("[]") ? .list(element, [value]) : value)
    try roundTrip([.entity(EntityRecord(key: "a", kind: "person", properties: [property]))]) {
      path, _ in
      let first = content(path + "/entities.csv")?.split(separator: "\n").first
      #expect(first?.hasSuffix(",labels," + header) == true)
    }
  }

  private func sample(_ type: PropertyValue.ListElementType) -> String {
    switch type {
    case .boolean: "true"
    case .temporal(.date): "2024-01-01"
    default: "1"
    }
  }

  @Test(
    "Texts and lists that look alike stay apart",
    arguments: [
      (PropertyValue.text(""), "\"\"\"\"\"\""), (.text("\""), "\"\"\"\""),
      (.text("\"a\""), "\"\"\"\"\"a\"\"\"\"\""), (.list(.text, []), "[]"),
      (.list(.text, [.text("")]), "\\e"), (.list(.text, [.text("[]")]), "\\[]"),
      (.list(.text, [.text("\\e")]), "\\\\e"), (.list(.text, [.text(" a ")]), "\"\\ a\\ \""),
      (.list(.text, [.text("a"), .text("")]), "a;"), (.list(.text, [.text(" ")]), "\"\\ \""),
      (.list(.text, [.text("a;b"), .text("c\\")]), "a\\;b;c\\\\"),
      (.list(.text, [.text("\u{600} ")]), "\"\u{600}\\ \""), (.float(.infinity), "inf"),
      (.list(.float, [.float(-0.0)]), "-0.0"),
    ])
  func cells(value: PropertyValue, cell: String) throws {
    let record = EntityRecord(
      key: "a", kind: "person", properties: [Property(name: "x", value: value)])
    try roundTrip([.entity(record)]) { path, _ in
      let line = content(path + "/entities.csv")?.split(separator: "\n").last
      #expect(line.map(String.init) == "a,person,,named,unexplored,,,,,,," + cell)
    }
  }
}
