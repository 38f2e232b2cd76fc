/// Writes records as a case folder that `CaseFolderReader` reads back as the same records.
///
/// `entities.csv` and `attributions.csv` are always written, every other file only where something
/// needs it. Kinds and relations that every case has are left out. Files are made in a hidden
/// folder inside, and take the place of those of an earlier export when all are complete; what
/// that has more is removed. Until then a failure leaves the folder as it was.
///
/// With `spreadsheetSafe`, a cell of a table that a spreadsheet would run as a formula gets a `'`
/// before it: such a folder is made to be looked at and does not read back as the same records.
///
/// The format has no room for a grade whose scale contains `:`, nor for one without a scale whose
/// value does: they read back cut at the first `:`. Names of properties that differ in Unicode's
/// normal form alone share one column.
package struct CaseFolderWriter {
  private let folder: CaseFolderPath
  private let spreadsheetSafe: Bool

  package init(path: String, spreadsheetSafe: Bool = false) {
    folder = CaseFolderPath(path)
    self.spreadsheetSafe = spreadsheetSafe
  }

  /// Writes everything that the source has, and tells how many records went into each file.
  ///
  /// The counts are in the order of reading; `texts` stands for the texts without a row.
  ///
  /// - Throws: `InterchangeError` (`notEmpty` where the folder holds anything but a case folder
  ///   and hidden files), and what the source throws.
  package func write(_ source: some CaseRecordSource) throws -> [FileCount] {
    let staging = try StagingFolder(target: folder)
    do {
      let export = ExportSession(source, staging: staging, spreadsheetSafe: spreadsheetSafe)
      let counts = try export.writeAll()
      try staging.commit()
      return counts
    } catch {
      staging.discard()
      throw error
    }
  }
}
