import HeadwaterModel

/// A folder inside the one to write to, where an export is made before it replaces what is there.
///
/// If the program is killed it stays behind, hidden; the next export to the folder removes it.
struct StagingFolder {
  private static let prefix = ".headwater-"
  private static let suffix = ".tmp"

  /// The folder to write to.
  let target: CaseFolderPath

  /// Where the files are made.
  let path: CaseFolderPath

  private let madeTarget: Bool

  /// Makes the folder to write to if need be, and the one inside.
  ///
  /// - Throws: `notEmpty` where the folder holds anything but a case folder and hidden files.
  init(target: CaseFolderPath) throws(InterchangeError) {
    if FileSystem.kind(of: target.path) == .file {
      throw InterchangeError(
        .notAFolder, "This is a file: name a folder to write to.", path: target.path)
    }
    self.target = target
    madeTarget = try FileSystem.makeFolder(target.path)
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    path = CaseFolderPath(target[Self.prefix + number + Self.suffix])
    do throws(InterchangeError) {
      if !madeTarget { try Self.checkContent(of: target) }
      _ = try FileSystem.makeFolder(path.path)
    } catch {
      if madeTarget { FileSystem.removeFolderIfEmpty(target.path) }
      throw error
    }
  }

  /// Puts the files in place and removes those of earlier exports that were not written anew.
  func commit() throws(InterchangeError) {
    let tables = TableLayout.all.map(\.file).filter { FileSystem.kind(of: path[$0]) != nil }
    for table in tables { try FileSystem.move(path[table], to: target[table]) }
    let texts = try moveTexts()
    for layout in TableLayout.all where !tables.contains(layout.file) {
      try FileSystem.removeFile(target[layout])
    }
    try removeTexts(besides: texts)
    let leftBehind = try FileSystem.names(in: target.path).filter { name in
      name.utf8.starts(with: Self.prefix.utf8) && name.hasSuffix(Self.suffix)
        && FileSystem.kind(of: target[name]) == .folder
    }
    for name in leftBehind { FileSystem.removeTree(target[name]) }
    FileSystem.sync(target.path)
  }

  /// Removes what was made, the folder to write to included if it was not there before.
  func discard() {
    FileSystem.removeTree(path.path)
    if madeTarget { FileSystem.removeFolderIfEmpty(target.path) }
  }

  private func moveTexts() throws(InterchangeError) -> Set<ExactText> {
    guard FileSystem.kind(of: path.texts) != nil else { return [] }
    _ = try FileSystem.makeFolder(target.texts)
    let names = try FileSystem.names(in: path.texts)
    for name in names {
      try FileSystem.move(path.texts + "/" + name, to: target.texts + "/" + name)
    }
    FileSystem.sync(target.texts)
    return Set(names.map(ExactText.init))
  }

  private func removeTexts(besides names: Set<ExactText>) throws(InterchangeError) {
    guard FileSystem.kind(of: target.texts) != nil else { return }
    for name in try FileSystem.names(in: target.texts)
    where TextFolder.isText(name) && !names.contains(ExactText(name)) {
      try FileSystem.removeFile(target.texts + "/" + name)
    }
    if names.isEmpty { FileSystem.removeFolderIfEmpty(target.texts) }
  }

  /// Refuses a folder with anything that an export would not have written.
  private static func checkContent(of target: CaseFolderPath) throws(InterchangeError) {
    let names = try FileSystem.names(in: target.path).filter { !CaseFolderPath.isHidden($0) }
    if names.isEmpty { return }
    for name in names {
      let kind = FileSystem.kind(of: target[name])
      if CaseFolderPath.isTable(name), kind == .file { continue }
      if name == TextFolder.name, kind == .folder {
        let texts = try FileSystem.names(in: target.texts).filter { !CaseFolderPath.isHidden($0) }
        let areTexts = texts.allSatisfy {
          TextFolder.isText($0) && FileSystem.kind(of: target.texts + "/" + $0) == .file
        }
        if areTexts { continue }
      }
      throw notEmpty(target)
    }
    let tables = [TableLayout.entities.file, TableLayout.attributions.file]
    guard names.contains(where: tables.contains) else { throw notEmpty(target) }
  }

  private static func notEmpty(_ target: CaseFolderPath) -> InterchangeError {
    InterchangeError(
      .notEmpty,
      "The folder holds files that are no part of a case folder: name an empty or a new one.",
      path: target.path)
  }
}
