/// Where in the files being read something stands.
package struct Place: Hashable, Sendable {
  /// The file, beginning with the file or folder as the user gave it.
  package let file: String

  /// The line, from 1; that on which a row starts.
  package let line: Int

  /// The column as the header spells it, if one column is meant; in JSON, the member.
  package let column: String?

  package init(file: String, line: Int, column: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  func inColumn(_ column: String?) -> Place {
    Place(file: file, line: line, column: column)
  }
}
