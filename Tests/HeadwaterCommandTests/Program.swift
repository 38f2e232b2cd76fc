import Foundation
import HeadwaterTestSupport
import SQLite

/// What a run of the program printed, and how it ended.
struct ProgramResult {
  let status: Int32
  let output: String
  let errors: String
}

/// The built program, run as a user runs it: another process, real files.
enum Program {
  /// The folder that holds the sources.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The program stands beside the test bundle.
  static var path: String {
    let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appending(path: "headwater").path
  }

  /// Runs the program in `folder`.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) async throws -> ProgramResult {
    try runBlocking(arguments, in: folder, environment: environment)
  }

  /// Runs the program in `folder`, on a thread that may block.
  static func runBlocking(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    program: String = path
  ) throws -> ProgramResult {
    try withTemporaryFolder { scratch in
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      process.currentDirectoryURL = URL(filePath: folder)
      var variables = ProcessInfo.processInfo.environment
      variables["HEADWATER_CASE"] = nil
      variables["COLUMNS"] = "100"
      variables["HEADWATER_AUTHOR"] = "tester"
      process.environment = variables.merging(environment) { $1 }
      // Files and no pipes, so that neither side waits for the other.
      let output = try emptyFile(scratch + "/output")
      let errors = try emptyFile(scratch + "/errors")
      process.standardOutput = output
      process.standardError = errors
      process.standardInput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let isExit = process.terminationReason == .exit
      return ProgramResult(
        status: isExit ? process.terminationStatus : -process.terminationStatus,
        output: try read(scratch + "/output"), errors: try read(scratch + "/errors"))
    }
  }

  private static func emptyFile(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(filePath: path))
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  /// Runs the program and expects it to succeed.
  @discardableResult
  static func check(_ arguments: [String], in folder: String) async throws -> String {
    let result = try await run(arguments, in: folder)
    guard result.status == 0 else {
      throw TestSetupError("\(arguments) ended with \(result.status): \(result.errors)")
    }
    return result.output
  }

  /// Does to a database what no command does.
  static func execute(_ sql: String, onDatabase path: String) throws {
    let connection = try Connection(path: path, mode: .create)
    try connection.execute(sql)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
