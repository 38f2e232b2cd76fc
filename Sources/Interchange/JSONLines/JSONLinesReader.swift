package import HeadwaterModel

/// Reads the records of a file of JSON Lines.
///
/// Records come in the order of their lines, which has to be one in which a case can take them:
/// what a line names stands above it. Attributions on other attributions may stand anywhere; they
/// come last, each after the one that it is on, and evidence for them after that.
///
/// Memory grows with attributions on attributions and with the longest line, not with the file.
package struct JSONLinesReader {
  private let path: String
  private let lineLimit: Int

  package init(path: String) {
    self.init(path: path, lineLimit: JSONLinesFormat.lineBytes)
  }

  /// Reads with another limit, in bytes, than that of the format: for tests.
  package init(path: String, lineLimit: Int) {
    self.path = path
    self.lineLimit = lineLimit
  }

  /// Reads the whole file and hands each record on, with the place where it was read.
  ///
  /// Bad lines are listed, those for which `sink` throws a `RecordProblem` included, and reading
  /// goes on: it is for the caller to take all or nothing. Where the first line is not that of
  /// such a file, or of a newer version, that alone is listed and nothing handed on.
  ///
  /// - Parameters:
  ///   - sink: Takes a record. A `RecordProblem` refuses it, and any other error ends everything.
  ///   - vocabulary: Asked for the relations that count, those handed on before included.
  ///   - progress: Told of every thousandth line and of the file's end.
  /// - Returns: How many records the file gave, and all that is wrong, with members for columns.
  /// - Throws: `InterchangeError` where the file cannot be read, and what the functions throw.
  package func read(
    into sink: (CaseRecord, Place) throws -> Void,
    vocabulary: () throws -> Vocabulary,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> CaseFolderReading {
    guard FileSystem.kind(of: path) != nil else {
      throw InterchangeError(
        .notFound, "There is no file at this path, or no way to it.", path: path)
    }
    return try withoutActuallyEscaping(sink) { sink in
      try withoutActuallyEscaping(vocabulary) { vocabulary in
        let session = JSONLinesSession(
          path: path, lineLimit: lineLimit, sink: sink, vocabulary: vocabulary,
          progress: progress)
        try session.readAll()
        return session.reading
      }
    }
  }
}
