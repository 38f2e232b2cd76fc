import HeadwaterModel

/// The stored texts of documents.
extension ImportSession {
  /// A row of `texts.csv`: a text but for its content.
  private struct TextRow {
    var record: TextRecord
    let file: String
    let place: Place
  }

  /// Hands on the texts that no row of `texts.csv` names, by file name, then those of the rows.
  func readTexts() throws {
    let names = try textNames()
    let rows = try readTextRows()
    let claimed = Set(rows.map { ExactText($0.file) })
    var count = 0
    for name in names where !claimed.contains(ExactText(TextFolder.name + "/" + name)) {
      try readUnlisted(name)
      count += 1
      tell(count, of: folder.texts)
    }
    for row in rows {
      try readListed(row)
      count += 1
      tell(count, of: folder.texts)
    }
    if count > 0 { tell(count, of: folder.texts, isEnd: true) }
  }

  private func textNames() throws(InterchangeError) -> [String] {
    switch FileSystem.kind(of: folder.texts) {
    case nil:
      return []
    case .file, .other:
      throw InterchangeError(
        .notAFolder, "This is a file: texts is a folder with a file for each text.",
        path: folder.texts)
    case .folder:
      count(0, in: folder.texts)
      return try FileSystem.names(in: folder.texts).filter { !CaseFolderPath.isHidden($0) }
    }
  }

  private func readTextRows() throws -> [TextRow] {
    var rows: [TextRow] = []
    try forEachRow(of: .texts) { cells in
      let record = TextRecord(
        document: cells.required("document"),
        version: cells.word("version") ?? TextFolder.plainVersion,
        mediaType: cells.text("media_type") ?? TextFolder.plainMediaType,
        retrieved: cells.text("retrieved"), content: "")
      let file = cells.problems.isEmpty ? textFile(for: record, &cells) : nil
      guard isFit(cells), let file else { return }
      rows.append(TextRow(record: record, file: file, place: cells.place))
    }
    return rows
  }

  /// The file that a row names, or the one that its version has by custom.
  private func textFile(for record: TextRecord, _ cells: inout RowCells) -> String? {
    let plain = TextFolder.file(document: record.document)
    let versioned = TextFolder.file(document: record.document, version: record.version)
    let isPlain =
      record.version == TextFolder.plainVersion && FileSystem.kind(of: folder[versioned]) == nil
    let file = cells.word("file") ?? (isPlain ? plain : versioned)
    let parts = file.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !["", ".", ".."].contains(String($0)) }) else {
      cells.note(
        RecordProblem(
          .invalidCell, column: "file", "\(quoted(file)) is no file below the case folder"))
      return nil
    }
    guard FileSystem.kind(of: folder[file]) == .file else {
      cells.note(
        RecordProblem(.invalidCell, column: "file", "there is no file \(quoted(file))"))
      return nil
    }
    return file
  }

  private func readListed(_ row: TextRow) throws {
    guard let content = try content(of: row.file) else { return }
    var record = row.record
    record.content = content
    try handOn(.text(record), at: row.place)
  }

  /// Reads `KEY.txt` or `KEY@VERSION.txt`.
  private func readUnlisted(_ name: String) throws {
    let file = TextFolder.name + "/" + name
    let place = Place(file: folder[file], line: 1)
    guard let (document, version) = TextFolder.parts(of: name),
      FileSystem.kind(of: place.file) == .file
    else {
      return note(
        ImportProblem(
          place: place, code: .invalidName,
          message: "this is no text of a document: name it KEY.txt, or list it in "
            + TableLayout.texts.file))
    }
    guard let content = try content(of: file) else { return }
    let record = TextRecord(document: document, version: version, content: content)
    try handOn(.text(record), at: place)
  }

  /// Reads a file of the folder; nil where it holds no text, which is listed then.
  private func content(of file: String) throws -> String? {
    let path = folder[file]
    guard let root = FileSystem.resolved(folder.path), let target = FileSystem.resolved(path),
      root == "/" || target.utf8.starts(with: (root + "/").utf8)
    else {
      // A folder from someone else could otherwise pull in any file of the reader's.
      note(
        ImportProblem(
          place: Place(file: path, line: 1), code: .invalidCell,
          message: "this is a link that leads out of the case folder: put the file itself here"))
      return nil
    }
    switch TextFile.text(of: try TextFile.bytes(of: path, limit: Limits.textBytes + 1)) {
    case .success(let text):
      return text
    case .failure(let fault):
      note(ImportProblem(fault.problem, at: Place(file: path, line: fault.line)))
      return nil
    }
  }
}
