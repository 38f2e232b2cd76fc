import ArgumentParser

/// The formats of answers that can be tables or pictures.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, jsonl, csv, dot, svg, png, mermaid
}

extension AnswerFormat {
  var isPicture: Bool { [.dot, .svg, .png, .mermaid].contains(self) }
}

/// The formats of answers that are lists or pictures.
enum ListOrPictureFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv, dot, svg, png, mermaid

  /// The picture that is asked for; nil if none is.
  var picture: AnswerFormat? {
    AnswerFormat(rawValue: rawValue).flatMap { $0.isPicture ? $0 : nil }
  }
}

/// The formats of answers that are a document or a picture.
enum DocumentOrPictureFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, dot, svg, png, mermaid

  /// The picture that is asked for; nil if none is.
  var picture: AnswerFormat? {
    AnswerFormat(rawValue: rawValue).flatMap { $0.isPicture ? $0 : nil }
  }
}

/// The formats of answers that are lists.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv
}

/// Where a picture goes, and whether it explains itself.
struct PictureOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  @Flag(help: "Add a legend to a picture.")
  var legend = false
}

/// Where the answer to a question goes, and whether its picture explains its marks.
struct QuestionOutputOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "Write to this file; default: standard output.")
  var output: String?

  @Flag(inversion: .prefixedNo, help: "Explain the marks of a picture in the picture.")
  var legend = true
}

/// The formats of answers that are neither lists nor pictures.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
