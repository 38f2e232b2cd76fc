/// A failure to read or write a file or folder as a whole.
package struct InterchangeError: Error, Hashable, Sendable {
  /// What went wrong, for a program to switch on.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// There is nothing at the path.
    case notFound

    /// A folder is wanted, and this is something else.
    case notAFolder

    /// The folder holds none of the files of a case folder.
    case notACaseFolder

    /// The folder to write to holds something that is no part of a case folder.
    case notEmpty

    /// The system refused to read it.
    case cannotRead

    /// The system refused to write it.
    case cannotWrite

    /// The case has something that the format cannot hold.
    case unsuitable
  }

  package let code: Code

  /// One sentence that says what is wrong and what would be right.
  package let message: String

  /// The path at fault, beginning with what the user gave.
  package let path: String

  package init(_ code: Code, _ message: String, path: String) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// Takes over what kept a table from being read or written.
  init(_ problem: CSVProblem, path: String) {
    let code: Code =
      switch problem.code {
      case .cannotOpen, .cannotRead, .isDirectory: .cannotRead
      case .cannotCreate, .cannotWrite: .cannotWrite
      default: .unsuitable
      }
    self.init(code, problem.message, path: path)
  }
}
