import Testing

@Suite struct MachinePathsTests {
  @Test(
    "An absolute path is a machine path wherever it stands", arguments: ["root", "home", "work"])
  func absolute(folder: String) {
    let path = "/" + folder + "/a/b"
    for line in [path, "cd \(path)", "\"\(path)\"", "PATH=\(path)", "file://\(path)", "a:\(path)"] {
      #expect(MachinePaths.mentioned(in: line), "\(line)")
    }
  }

  @Test(
    "The middle of a longer path is none", arguments: ["root", "home", "work"])
  func relative(folder: String) {
    let path = "/" + folder + "/a"
    for line in ["https://example.org\(path)", "..\(path)", "~\(path)", "docs\(path)", folder] {
      #expect(!MachinePaths.mentioned(in: line), "\(line)")
    }
  }
}
