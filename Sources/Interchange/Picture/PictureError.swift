/// A failure to draw a picture.
package struct PictureError: Error, Hashable, Sendable {
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// Graphviz is not there.
    case notInstalled

    /// Graphviz failed, or could not be run.
    case failed

    /// The drawn picture has more bytes than were allowed.
    case tooLarge
  }

  package let code: Code

  /// One sentence that says what is wrong and, where it is known, what would be right.
  package let message: String

  /// What Graphviz exited with, if it ran and exited of itself.
  package let exitStatus: Int?

  init(_ code: Code, _ message: String, exitStatus: Int? = nil) {
    self.code = code
    self.message = message
    self.exitStatus = exitStatus
  }
}
