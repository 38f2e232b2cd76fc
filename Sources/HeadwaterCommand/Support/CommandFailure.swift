/// The exit codes that are promised, after BSD's sysexits.
enum ExitStatus: Int32 {
  case findings = 1
  case incomplete = 2
  case usage = 64
  case badData = 65
  case notFound = 66
  case internalFault = 70
  case cannotCreate = 73
  case cannotWrite = 74
  case busy = 75
  case interrupted = 130
}

/// A command that could not do its work: what to say and how to exit.
struct CommandFailure: Error {
  let status: ExitStatus

  /// Lines for standard error; empty where all has been said.
  let lines: [String]

  init(_ status: ExitStatus, _ lines: String...) {
    self.status = status
    self.lines = lines
  }

  init(_ status: ExitStatus, lines: [String]) {
    self.status = status
    self.lines = lines
  }
}
