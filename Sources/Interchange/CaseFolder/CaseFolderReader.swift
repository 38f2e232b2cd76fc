package import HeadwaterModel

/// Reads the records of a case folder.
///
/// Records come in the order in which a case can take them: kinds, relations, entities,
/// attributions (those on other attributions last, each after the one that it is on), evidence for
/// attributions that the folder does not have, texts, identities. Otherwise the order is that of
/// the rows; texts without a row come first, by file name. The rows of `evidence.csv` for an
/// attribution of the folder are part of that attribution, after the evidence in its own row.
///
/// Memory grows with `evidence.csv`, with attributions on attributions, with the small tables and
/// with the largest text, not with entities and other attributions.
package struct CaseFolderReader {
  /// The most problems that are listed; further ones are counted.
  package static let problemLimit = 100

  private let folder: CaseFolderPath

  package init(path: String) {
    folder = CaseFolderPath(path)
  }

  /// Reads the whole folder and hands each record on, with the place where it was read.
  ///
  /// Bad rows are listed, those for which `sink` throws a `RecordProblem` included, and reading
  /// goes on: it is for the caller to take all or nothing.
  ///
  /// - Parameters:
  ///   - sink: Takes a record. A `RecordProblem` refuses it, and any other error ends everything.
  ///   - vocabulary: Asked for the relations that count, those handed on before included.
  ///   - progress: Told of every thousandth row and of each file's end.
  /// - Returns: What each file gave, and all that is wrong.
  /// - Throws: `InterchangeError` where the folder cannot be read, and what the functions throw.
  package func read(
    into sink: (CaseRecord, Place) throws -> Void,
    vocabulary: () throws -> Vocabulary,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> CaseFolderReading {
    let ignored = try ignoredNames()
    return try withoutActuallyEscaping(sink) { sink in
      try withoutActuallyEscaping(vocabulary) { vocabulary in
        let session = ImportSession(
          folder: folder, sink: sink, vocabulary: vocabulary, progress: progress)
        try session.readAll()
        return session.reading(ignored: ignored)
      }
    }
  }

  /// Checks that this is a case folder, and finds what in it is no part of one.
  private func ignoredNames() throws(InterchangeError) -> [String] {
    switch FileSystem.kind(of: folder.path) {
    case nil:
      throw InterchangeError(
        .notFound, "There is no folder at this path, or no way to it.", path: folder.path)
    case .file, .other:
      throw InterchangeError(
        .notAFolder, "This is a file: name the case folder that holds the tables.",
        path: folder.path)
    case .folder:
      break
    }
    let names = try FileSystem.names(in: folder.path)
    guard names.contains(where: { CaseFolderPath.isTable($0) || $0 == TextFolder.name }) else {
      throw InterchangeError(
        .notACaseFolder,
        "The folder holds none of the files of a case folder: it needs an entities.csv or an "
          + "attributions.csv.",
        path: folder.path)
    }
    return names.filter {
      !CaseFolderPath.isHidden($0) && !CaseFolderPath.isTable($0) && $0 != TextFolder.name
    }
  }
}

/// What reading a case folder, or a file of JSON Lines, came to.
package struct CaseFolderReading: Hashable, Sendable {
  /// How many records each file gave, in the order of reading.
  ///
  /// In a case folder, `texts` stands for the texts without a row in `texts.csv`.
  package let counts: [FileCount]

  /// The first problems that were met, by file in the order of reading, then by line.
  package let problems: [ImportProblem]

  /// How many problems there were, those beyond the limit included.
  package let problemCount: Int

  /// The names in the folder that are no part of a case folder and were passed over, sorted.
  package let ignored: [String]
}

/// How many records a file holds.
package struct FileCount: Hashable, Sendable {
  /// The name in the case folder; for a file of JSON Lines, its path.
  package let file: String
  package let records: Int

  package init(file: String, records: Int) {
    self.file = file
    self.records = records
  }
}
