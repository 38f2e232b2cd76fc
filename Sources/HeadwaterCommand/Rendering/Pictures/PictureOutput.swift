import Interchange

/// Writes a picture in the format asked for.
enum PictureOutput {
  /// Writes a picture, if there is one, to a file or else to standard output.
  static func write(_ picture: Picture?, format: AnswerFormat?, to path: String?) async throws {
    guard let picture, let format else { return }
    try await write(picture, format: format, to: OutputFile(path))
  }

  static func write(
    _ picture: Picture, format: AnswerFormat, to output: OutputFile
  ) async throws {
    switch format {
    case .mermaid: try output.write(MermaidWriter.mermaid(picture))
    case .svg: try output.write(try await DOTRenderer.render(DOTWriter.dot(picture), format: .svg))
    case .png: try output.write(try await DOTRenderer.render(DOTWriter.dot(picture), format: .png))
    default: try output.write(DOTWriter.dot(picture))
    }
  }
}
