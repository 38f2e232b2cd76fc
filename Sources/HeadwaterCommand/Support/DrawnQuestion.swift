import ArgumentParser
import CaseStore
import Interchange

/// A question about subjects whose answer can be a picture: how it is run is the same for all.
protocol DrawnQuestion: AsyncParsableCommand {
  var caseOptions: CaseOptions { get }
  var readOptions: ReadOptions { get }
  var stepOptions: StepOptions { get }
  var outputOptions: QuestionOutputOptions { get }

  /// The format of the picture that is asked for; nil for words.
  var pictureFormat: AnswerFormat? { get }

  /// Writes the answer in words, or gives the picture that is asked for.
  func answer(_ reader: CaseReader, _ run: QuestionRun) throws -> Picture?
}

extension DrawnQuestion {
  @MainActor func run() async throws {
    let file = try caseOptions.open(.readOnly)
    let run = QuestionRun(stepOptions.startClock())
    defer { run.clock.finish() }
    let picture = try readOptions.read(file) { try answer($0, run) }
    // Drawn when the case is closed: Graphviz takes as long as it takes.
    try await PictureOutput.write(picture, format: pictureFormat, to: outputOptions.output)
    try run.exitIfStopped()
  }
}
