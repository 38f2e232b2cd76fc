import CaseStore
import HeadwaterModel
import HeadwaterTestSupport
import SQLite

/// All that a case holds, to be compared as a whole.
struct CaseContents: Equatable {
  /// Records in the order of an export.
  let records: [CaseRecord]

  /// The rows of the journal: what was changed, and in how many change sets.
  let changes: Int
  let changeSets: Int
}

extension CaseFile {
  func contents() throws -> CaseContents {
    let changes = try read(revealWithheld: true) { reader in
      var records: [CaseRecord] = []
      try reader.forEachKind { records.append(.kind($0)) }
      try reader.forEachRelation { records.append(.relation($0)) }
      try reader.forEachEntity { records.append(.entity($0)) }
      try reader.forEachAttribution { records.append(.attribution($0)) }
      try reader.forEachText { records.append(.text($0)) }
      try reader.forEachIdentity { records.append(.identity($0)) }
      return (records, try reader.statistics().changeSets)
    }
    let rows = try withConnection { try $0.sqlite.integer("SELECT count(*) FROM change") }
    return CaseContents(records: changes.0, changes: Int(rows), changeSets: changes.1)
  }
}

/// A case file as bytes, with what SQLite may have left beside it.
struct CaseFileBytes: Hashable {
  private static let suffixes = ["", "-wal", "-journal"]

  private let files: [[UInt8]?]

  init(of path: String) throws {
    files = try Self.suffixes.map { try WholeBytes.readIfThere(path + $0) }
  }

  /// Whether there is nothing beside the case file.
  var isAlone: Bool { files.dropFirst().allSatisfy { $0?.isEmpty ?? true } }

  func restore(to path: String) throws {
    for (suffix, bytes) in zip(Self.suffixes, files) {
      try WholeBytes.restore(bytes, to: path + suffix)
    }
    try WholeBytes.restore(nil, to: path + "-shm")
  }
}
