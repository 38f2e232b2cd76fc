import Interchange
import Testing

/// What comes of running Graphviz.
@Suite struct DOTRendererTests {
  @Test("Graphviz draws svg and png", .enabled(if: PictureTests.hasGraphviz))
  func drawing() async throws {
    let dot = DOTWriter.dot(DOTWriterTests.small)
    let svg = try await DOTRenderer.render(dot, format: .svg)
    #expect(String(decoding: svg, as: UTF8.self).contains("<svg "))
    let png = try await DOTRenderer.render(dot, format: .png)
    #expect(png.starts(with: [0x89, 0x50, 0x4e, 0x47]))
  }

  @Test("Without Graphviz the error says what to install")
  func notInstalled() async {
    let error = await #expect(throws: PictureError.self) {
      try await DOTRenderer.render(
        "graph {}", format: .svg, outputLimit: 1_000, program: "no-such-program-as-dot")
    }
    #expect(error?.code == .notInstalled)
    #expect(
      error?.message
        == "Graphviz is needed for svg and png: install the package graphviz, or use --format dot")
  }

  @Test(
    "A failure carries Graphviz's exit status and first line",
    .enabled(if: PictureTests.hasGraphviz))
  func failed() async {
    let error = await #expect(throws: PictureError.self) {
      try await DOTRenderer.render("digraph {", format: .svg)
    }
    #expect(error?.code == .failed)
    #expect(error?.exitStatus == 1)
    #expect(error?.message.contains("syntax error in line 1") == true)
    #expect(error?.message.contains("\n") == false)
  }

  @Test("A picture above the limit is too large", .enabled(if: PictureTests.hasGraphviz))
  func tooLarge() async {
    let error = await #expect(throws: PictureError.self) {
      try await DOTRenderer.render(
        DOTWriter.dot(DOTWriterTests.small), format: .svg, outputLimit: 100)
    }
    #expect(error?.code == .tooLarge)
  }
}
