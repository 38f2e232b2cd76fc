import HeadwaterModel
import Subprocess

/// Has Graphviz's `dot` lay out a picture.
package enum DOTRenderer {
  package enum Format: String, Sendable {
    case svg, png
  }

  /// The most bytes that a picture may have.
  private static let sizeLimit = 256_000_000

  /// Lays out `dot` and draws it.
  ///
  /// - Throws: `notInstalled`, `failed`.
  package static func render(
    _ dot: String, format: Format
  ) async throws(PictureError) -> [UInt8] {
    do {
      let result = try await run(
        .name("dot"), arguments: ["-T\(format.rawValue)"], input: .string(dot),
        output: .bytes(limit: sizeLimit), error: .string(limit: 65_536))
      guard result.terminationStatus.isSuccess else {
        let line = result.standardError.split(separator: "\n").first ?? "no message"
        throw PictureError(.failed, "Graphviz failed: \(VisibleText.of(String(line)))")
      }
      return result.standardOutput
    } catch let error as PictureError {
      throw error
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw PictureError(
        .notInstalled,
        "Graphviz is needed for svg and png: install its package graphviz, or use --format dot")
    } catch {
      throw PictureError(.failed, "Graphviz could not be run")
    }
  }
}
