/// The arguments of the program as the system gave them.
enum RawArguments {
  /// The place of the first argument that is no UTF-8, from 1; nil if there is none.
  ///
  /// Swift replaces what it cannot read, and a name or a path would silently be another one.
  static var firstThatIsNoText: Int? {
    (0..<Int(CommandLine.argc)).dropFirst().first { place in
      guard let argument = CommandLine.unsafeArgv[place] else { return false }
      return String(validatingCString: argument) == nil
    }
  }
}
