import Foundation
import HeadwaterTestSupport
import Testing

/// What people read in README files and the manual is what the program prints.
@Suite struct DocumentSnapshotTests {
  static let isRecording = ProcessInfo.processInfo.environment["HEADWATER_RECORD"] == "1"

  @Test(
    "The sessions in a document are true",
    arguments: [
      "README.md", "examples/citogenesis/README.md", "examples/debian/README.md",
      "examples/icrc-azerbaijan/README.md", "examples/tutorial/README.md",
    ])
  func sessions(document: String) async throws {
    let path = Program.root + "/" + document
    let text = try Program.read(path)
    let replayed = try await Self.replay(text)
    if Self.isRecording {
      try Program.write(replayed, to: path)
    } else {
      #expect(text == replayed, "make snapshots writes \(document) anew")
    }
  }

  /// The document with each command of its sessions followed by what it prints.
  ///
  /// A session is a fenced block of `console`; each document starts with an empty case.
  static func replay(_ text: String) async throws -> String {
    try await withTemporaryFolder { folder in
      let environment = ["HEADWATER_CASE": folder + "/case.db", "COLUMNS": "90"]
      _ = try await Program.run(["init"], in: Program.root, environment: environment)
      var lines: [String] = []
      var isSession = false
      for line in text.components(separatedBy: "\n") {
        if line.hasPrefix("```") { isSession = line == "```console" }
        guard isSession, !line.hasPrefix("```") else {
          lines.append(line)
          continue
        }
        guard line.hasPrefix("$ ") else { continue }
        lines.append(line)
        let words = Self.words(String(line.dropFirst(2)))
        guard words.first == "headwater", words != ["headwater", "init"] else { continue }
        let result = try await Program.run(
          Array(words.dropFirst()), in: Program.root, environment: environment)
        #expect(result.status == 0, "\(line): \(result.errors)")
        lines += result.output.split(separator: "\n", omittingEmptySubsequences: false)
          .dropLast().map(String.init)
      }
      return lines.joined(separator: "\n")
    }
  }

  /// The words of a command, as a shell splits them at spaces and quotation marks.
  static func words(_ command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in command {
      switch character {
      case "\"": isQuoted.toggle()
      case " " where !isQuoted:
        words.append(word)
        word = ""
      default: word.append(character)
      }
    }
    return words + [word]
  }

  @Test("The manual is what the program says of itself")
  func manual() async throws {
    let printed = try await Program.check(["reference"], in: Program.root)
    let path = Program.root + "/docs/cli.md"
    if Self.isRecording {
      try Program.write(printed, to: path)
    } else {
      #expect(try Program.read(path) == printed, "make docs writes docs/cli.md anew")
    }
  }

  @Test("Every command shows an example in its help")
  func examples() async throws {
    let manual = try await Program.check(["reference"], in: Program.root)
    let sections = manual.components(separatedBy: "\n#").dropFirst()
    #expect(sections.count > 20)
    for section in sections {
      #expect(section.contains("Example:"), "\(section.prefix(60))")
    }
  }
}
