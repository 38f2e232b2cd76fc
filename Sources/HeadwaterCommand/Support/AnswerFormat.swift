import ArgumentParser

/// The formats of answers that can be tables or pictures.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, jsonl, csv, dot, svg, png, mermaid
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

/// The formats of answers that are neither lists nor pictures.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
