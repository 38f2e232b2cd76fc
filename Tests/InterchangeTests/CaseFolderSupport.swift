import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange

/// Records in memory, to write a case folder from and to read one into.
struct MemoryRecords: CaseRecordSource {
  var records: [CaseRecord] = []

  func forEachKind(_ body: (KindDefinition) throws -> Void) throws {
    for case .kind(let record) in records { try body(record) }
  }

  func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws {
    for case .relation(let record) in records { try body(record) }
  }

  func forEachEntity(_ body: (EntityRecord) throws -> Void) throws {
    for case .entity(let record) in records { try body(record) }
  }

  func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws {
    for case .attribution(let record) in records { try body(record) }
  }

  func forEachText(_ body: (TextRecord) throws -> Void) throws {
    for case .text(let record) in records { try body(record) }
  }

  func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws {
    for case .identity(let record) in records { try body(record) }
  }
}

/// What reading a folder gave: its records in order, their places, and the rest.
struct FolderContent {
  var records: [CaseRecord] = []
  var places: [Place] = []
  var reading: CaseFolderReading

  /// Reads a folder with a vocabulary that grows by the relations and kinds read.
  ///
  /// `refuse` throws what is wrong with a record, if anything is.
  init(
    of path: String, isOpen: Bool = false, progress: ((ImportProgress) -> Void)? = nil,
    refuse: @escaping (CaseRecord) throws -> Void = { _ in }
  ) throws {
    try self.init(isOpen: isOpen, refuse: refuse) { sink, vocabulary in
      try CaseFolderReader(path: path).read(
        into: sink, vocabulary: vocabulary, progress: progress)
    }
  }

  /// Takes what `read` hands on, whatever it reads.
  init(
    isOpen: Bool, refuse: @escaping (CaseRecord) throws -> Void,
    read: (
      _ sink: (CaseRecord, Place) throws -> Void, _ vocabulary: () throws -> Vocabulary
    ) throws -> CaseFolderReading
  ) throws {
    var records: [CaseRecord] = []
    var places: [Place] = []
    var vocabulary = Vocabulary(isOpen: isOpen)
    reading = try read(
      { record, place in
        try refuse(record)
        switch record {
        case .kind(let kind): try vocabulary.define(kind)
        case .relation(let relation): try vocabulary.define(relation)
        default: break
        }
        records.append(record)
        places.append(place)
      }, { vocabulary })
    self.records = records
    self.places = places
  }

  var attributions: [AttributionRecord] {
    records.compactMap { if case .attribution(let record) = $0 { record } else { nil } }
  }

  var entities: [EntityRecord] {
    records.compactMap { if case .entity(let record) = $0 { record } else { nil } }
  }

  /// The problems as the command line shows them, without the folder.
  func problems(in folder: String) -> [String] {
    reading.problems.map { problem in
      let file = problem.place.file.dropFirst(folder.utf8.count + 1)
      let column = problem.place.column.map { $0 + ": " } ?? ""
      return "\(file):\(problem.place.line): \(column)\(problem.code): \(problem.message)"
    }
  }
}

/// Gives `body` a case folder of these files, by name.
func withCaseFolder<Result>(
  _ files: [String: String], _ body: (String) throws -> Result
) throws -> Result {
  try withTemporaryFolder { path in
    try addFiles(files, to: path)
    return try body(path)
  }
}

/// Writes files into a folder, making the folders that are in their names.
func addFiles(_ files: [String: String], to path: String) throws {
  for (name, content) in files {
    if let slash = name.lastIndex(of: "/") { mkdir(path + "/" + name[..<slash], 0o700) }
    try WholeFile.write(Array(content.utf8), to: path + "/" + name)
  }
}

/// A file's bytes as text; nil if there is none.
func content(_ path: String) -> String? {
  try? WholeFile.text(of: path)
}

/// All names in a folder, hidden ones too, sorted.
func names(in path: String) -> [String] {
  guard let stream = opendir(path) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// A text that is equal for two records only if every scalar of theirs is.
///
/// Swift's `==` takes NaN as different from itself and texts in two normal forms as equal.
func exact(_ record: CaseRecord) -> [UInt8] {
  // The kinds in a shape come in any order.
  if case .relation(let relation) = record {
    return Array(
      "\(RelationShape.text(of: relation.shapes)) \(relation.withoutShapes)".utf8)
  }
  return Array(String(reflecting: record).utf8)
}

extension RelationDefinition {
  fileprivate var withoutShapes: RelationDefinition {
    RelationDefinition(
      name: name, role: role, forwardPhrase: forwardPhrase, backwardPhrase: backwardPhrase,
      prov: prov, cito: cito, followTheMoney: followTheMoney)
  }
}
