package import HeadwaterModel

/// Reads the records of any table of edges, by a mapping that says what its columns mean.
///
/// Relations that the mapping brings with it come first, then the table of entities if there is
/// one, then row by row the entities that are met for the first time and the attribution. Each
/// entity comes once, and so does an attribution that rows repeat.
///
/// Memory grows with the entities and, by a few words each, with the attributions.
package struct EdgeTableReader {
  private let path: String
  private let mapping: EdgeTableMapping

  /// A table of entities that the mapping names is looked for beside `path`.
  package init(path: String, mapping: EdgeTableMapping) {
    self.path = path
    self.mapping = mapping
  }

  /// Reads the whole table and hands each record on, with the place where it was read.
  ///
  /// Bad rows are listed, those for which `sink` throws a `RecordProblem` included, and reading
  /// goes on: it is for the caller to take all or nothing. Any other error of `sink` ends
  /// everything. `vocabulary` is asked once, after the relations were handed on; a mapping with
  /// words that are not in it is refused before any row is read. `progress` is told of every
  /// thousandth row and of each file's end.
  ///
  /// - Throws: `InterchangeError` where a file cannot be read, and what the functions throw.
  package func read(
    into sink: (CaseRecord, Place) throws -> Void,
    vocabulary: () throws -> Vocabulary,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> EdgeTableReading {
    try withoutActuallyEscaping(sink) { sink in
      try withoutActuallyEscaping(vocabulary) { vocabulary in
        try EdgeTableSession(
          path: path, mapping: mapping, sink: sink, vocabulary: vocabulary, progress: progress
        ).readAll()
      }
    }
  }

  /// Says in words what the first rows of the table would become.
  ///
  /// At most `count` attributions are given, no two alike, in the order of the table; bad rows
  /// are passed over, as `read` lists them. Reading ends with the last one.
  ///
  /// - Throws: `InterchangeError` where a file cannot be read.
  package func preview(
    count: Int, vocabulary: Vocabulary
  ) throws -> [AttributionPreview] {
    guard count > 0 else { return [] }
    var vocabulary = vocabulary
    var previews: [AttributionPreview] = []
    let session = EdgeTableSession(
      path: path, mapping: mapping,
      sink: { record, _ in
        if case .relation(let relation) = record { try vocabulary.define(relation) }
      }, vocabulary: { vocabulary }, progress: nil)
    session.told = { giver, relation, receiver, place in
      previews.append(
        AttributionPreview(
          giver: session.shownName(giver), relation, receiver: session.shownName(receiver),
          place))
      if previews.count == count { throw PreviewIsFull() }
    }
    defer { session.told = nil }
    do {
      _ = try session.readAll()
    } catch is PreviewIsFull {}
    return previews
  }
}

/// Ends the reading for a preview.
private struct PreviewIsFull: Error {}
