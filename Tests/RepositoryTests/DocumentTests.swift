import Foundation
import Testing

/// What readers see first, and whether they can follow it.
@Suite struct DocumentTests {
  private let tree = RepositoryTree.here

  @Test("Every relative link leads to a file of the repository, and to a heading if it names one")
  func links() {
    let readers = tree.paths.filter {
      $0 == "README.md" || $0 == "CHANGELOG.md" || $0.hasSuffix("/README.md")
        || ($0.hasPrefix("docs/") && $0.hasSuffix(".md"))
    }
    expectNone(
      readers.flatMap { path -> [Finding] in
        let links = MarkdownDocument(tree.text(path) ?? "").links
        return links.filter { !resolves($0.target, from: path) }.map {
          Finding(path: path, line: $0.line, what: "\($0.target) leads nowhere")
        }
      })
  }

  @Test("The README is under 150 lines and shows a shell session by line 30")
  func readme() throws {
    let text = try #require(tree.text("README.md"), "there is no README.md")
    let document = MarkdownDocument(text)
    #expect(document.lineCount < 150)
    let shells: Set = ["sh", "bash", "shell", "console", "shell-session", "shellsession"]
    let session = document.fences.first { fence in
      shells.contains(fence.language) && fence.body.contains { $0.contains("headwater ") }
    }
    let line = try #require(session?.line, "the README shows no shell session with headwater")
    #expect(line <= 30)
  }

  @Test("The changelog has what is unreleased on top")
  func changelog() throws {
    let text = try #require(tree.text("CHANGELOG.md"), "there is no CHANGELOG.md")
    let releases = MarkdownDocument(text).headings.filter { $0.level == 2 }
    let top = try #require(releases.first?.text)
    #expect(top == "Unreleased" || top == "[Unreleased]")
  }

  @Test("The changelog says so wherever the file format has grown")
  func fileFormat() {
    let files = tree.paths.filter { $0.hasPrefix("schema/") && $0.hasSuffix(".sql") }
    let sections = MarkdownDocument(tree.text("CHANGELOG.md") ?? "").headings.filter {
      $0.text == "File format"
    }
    #expect(files.isEmpty || !sections.isEmpty)
  }

  @Test("No file names a folder of the machine that it was written on")
  func machinePaths() {
    expectNone(tree.lines { MachinePaths.mentioned(in: $0) })
  }

  /// Whether `target` needs no file, or names one that is there.
  private func resolves(_ target: String, from path: String) -> Bool {
    if target.contains(/^[a-zA-Z][a-zA-Z0-9+.-]*:/) || target.hasPrefix("//") { return true }
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].split(separator: "?", omittingEmptySubsequences: false)[0]
    let relative = String(name).removingPercentEncoding ?? String(name)
    let folder = path.split(separator: "/").dropLast().map(String.init)
    guard let file = relative.isEmpty ? path : join(folder, relative) else { return false }
    guard tree.contains(file) else { return false }
    guard parts.count == 2, file.hasSuffix(".md") else { return true }
    return MarkdownDocument(tree.text(file) ?? "").anchors.contains(String(parts[1]))
  }

  /// The path that `relative` names in `folder`, or nil if it is outside the repository.
  private func join(_ folder: [String], _ relative: String) -> String? {
    guard !relative.hasPrefix("/") else { return nil }
    var parts = folder
    for part in relative.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }
}
