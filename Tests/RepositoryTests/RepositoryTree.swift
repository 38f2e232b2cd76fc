import Foundation

/// The files of this repository, by paths relative to its root.
struct RepositoryTree: Sendable {
  /// The tree that this test was compiled in.
  static let here = RepositoryTree(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())

  let root: URL

  /// What belongs to the repository, sorted.
  ///
  /// With git: what it tracks, and what is about to be added in `ownPaths`. Without it,
  /// everything but build products.
  let paths: [String]

  /// What git tracks, whether or not it is there; nil without git.
  let trackedPaths: [String]?

  /// All of `paths` that are Swift files, lexed.
  let swiftSources: [SwiftSource]

  /// Where files that git does not track yet count all the same.
  private static let ownPaths = [
    ".ci", "Benchmarks", "CHANGELOG.md", "Makefile", "Package.swift", "README.md", "Scripts",
    "Sources", "Tests", "docs", "examples", "schema",
  ]

  init(root: URL) {
    self.root = root
    trackedPaths = Self.git(["ls-files", "-z"], root: root)
    if let trackedPaths {
      let added =
        Self.git(
          ["ls-files", "-z", "--others", "--exclude-standard", "--"] + Self.ownPaths, root: root)
        ?? []
      paths = Set(trackedPaths + added).filter { Self.isFile($0, root: root) }.sorted()
    } else {
      paths = Self.walk(root).sorted()
    }
    swiftSources = paths.filter { $0.hasSuffix(".swift") }.compactMap { path in
      Self.text(path, root: root).map { SwiftSource(path: path, text: $0) }
    }
  }

  /// The text of a file; nil if there is none or it is not UTF-8.
  func text(_ path: String) -> String? {
    Self.text(path, root: root)
  }

  /// Whether a file or a folder is there.
  func contains(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// The Swift files under `folder`, a path that ends in a slash.
  func swiftSources(under folder: String) -> [SwiftSource] {
    swiftSources.filter { $0.path.hasPrefix(folder) }
  }

  /// The lines of all text files in which `isWanted` holds.
  func lines(where isWanted: (String) -> Bool) -> [Finding] {
    paths.flatMap { path -> [Finding] in
      let lines = (text(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      return lines.indices.filter { isWanted(String(lines[$0])) }.map {
        Finding(path: path, line: $0 + 1, what: String(lines[$0].prefix(80)))
      }
    }
  }

  private static func text(_ path: String, root: URL) -> String? {
    guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
    return String(data: data, encoding: .utf8)
  }

  private static func isFile(_ path: String, root: URL) -> Bool {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(
      atPath: root.appending(path: path).path, isDirectory: &isFolder)
    return isThere && !isFolder.boolValue
  }

  /// What git prints, split at NUL; nil where the tree is no git repository or git fails.
  private static func git(_ arguments: [String], root: URL) -> [String]? {
    guard FileManager.default.fileExists(atPath: root.appending(path: ".git").path) else {
      return nil
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", root.path] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
  }

  private static func walk(_ root: URL) -> [String] {
    let skipped = [".git", ".swiftpm", "Package.resolved"]
    guard let walker = FileManager.default.enumerator(atPath: root.path) else { return [] }
    var paths: [String] = []
    while let path = walker.nextObject() as? String {
      let name = String(path.split(separator: "/").last ?? "")
      if skipped.contains(name) || name.hasPrefix(".build") {
        walker.skipDescendants()
      } else if isFile(path, root: root) {
        paths.append(path)
      }
    }
    return paths
  }
}
