import Testing

/// Where files are, and which must not be there.
@Suite struct LayoutTests {
  private let tree = RepositoryTree.here

  @Test("The tree was found, with this file in it")
  func foundTree() {
    #expect(tree.paths.contains("Tests/RepositoryTests/LayoutTests.swift"))
  }

  @Test("No file name has a space")
  func spaces() {
    expectNone(
      tree.paths.filter { $0.contains(where: \.isWhitespace) }.map {
        Finding(path: $0, what: "has a space in its name")
      })
  }

  @Test("Every target that holds logic has tests in a folder of its own")
  func testFolders() {
    let sources = tree.swiftSources(under: "Sources/").filter { !$0.functions().isEmpty }
    let targets = Set(sources.compactMap { $0.path.split(separator: "/").dropFirst().first })
    let untested = targets.map(String.init).filter { target in
      !tree.swiftSources(under: "Tests/\(target)Tests/").contains { source in
        !source.occurrences(of: ["@", "Test"]).isEmpty
      }
    }
    expectNone(
      untested.sorted().map {
        Finding(path: "Sources/\($0)", what: "has no tests in Tests/\($0)Tests")
      })
  }

  @Test("Neither build products nor resolved versions are tracked")
  func untracked() {
    let tracked = tree.trackedPaths ?? []
    expectNone(
      tracked.filter { path in
        path.split(separator: "/").contains { $0.hasPrefix(".build") || $0 == "Package.resolved" }
      }
      .map { Finding(path: $0, what: "is tracked") })
  }
}
