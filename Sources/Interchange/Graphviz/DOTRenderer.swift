import HeadwaterModel
import Subprocess

/// Has Graphviz's `dot` lay out a picture and draw it.
package enum DOTRenderer {
  package enum Format: String, CaseIterable, Sendable {
    case svg, png
  }

  /// Draws `dot`, which goes to Graphviz on its standard input.
  ///
  /// A picture of more bytes than `outputLimit` is refused.
  package static func render(
    _ dot: String, format: Format, outputLimit: Int = 256_000_000
  ) async throws(PictureError) -> [UInt8] {
    try await render(dot, format: format, outputLimit: outputLimit, program: "dot")
  }

  /// The same with another program, for tests.
  package static func render(
    _ dot: String, format: Format, outputLimit: Int, program: String
  ) async throws(PictureError) -> [UInt8] {
    do {
      // -q silences warnings, so that what is left on standard error is the reason to fail.
      let result = try await run(
        .name(program), arguments: ["-q", "-T\(format.rawValue)"], input: .string(dot),
        output: .bytes(limit: outputLimit), error: .string(limit: 1_000_000))
      guard result.terminationStatus.isSuccess else {
        throw failure(result.terminationStatus, result.standardError)
      }
      return result.standardOutput
    } catch let error as PictureError {
      throw error
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw PictureError(
        .notInstalled,
        "Graphviz is needed for svg and png: install the package graphviz, or use --format dot")
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw PictureError(
        .tooLarge,
        "The picture has more than \(outputLimit) bytes: draw less of it, or use --format dot")
    } catch is CancellationError {
      throw PictureError(.failed, "Drawing the picture was cancelled")
    } catch {
      throw PictureError(.failed, "Graphviz could not be run")
    }
  }

  private static func failure(_ status: TerminationStatus, _ messages: String) -> PictureError {
    let line = messages.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no message"
    let reason = PictureText.wrap(line, 200, 1)[0]
    switch status {
    case .exited(let code):
      return PictureError(
        .failed, "Graphviz failed with exit status \(code): \(reason)", exitStatus: Int(code))
    default: return PictureError(.failed, "Graphviz was ended by a signal: \(reason)")
    }
  }
}
