import Foundation
import HeadwaterTestSupport
import Testing

private enum Python {
  static let isThere = (try? run(["--version"], in: "/").status) == 0

  static func run(_ arguments: [String], in folder: String) throws -> ProgramResult {
    try Program.runBlocking(
      ["python3"] + arguments, in: folder, environment: ["PYTHONDONTWRITEBYTECODE": "1"],
      program: "/usr/bin/env")
  }
}

/// The converter of `examples/debian`, and what is asked of its case.
@Suite(.enabled(if: Python.isThere, "python3 is not there"))
struct DebianExampleTests {
  private static let example = Program.root + "/examples/debian"

  private static func convert(_ arguments: [String], in folder: String) throws -> ProgramResult {
    try Python.run([example + "/packages.py"] + arguments, in: folder)
  }

  @Test("The case of the example is what the converter makes of its index, plain or packed")
  func committed() throws {
    try withTemporaryFolder { folder in
      let index = Self.example + "/Packages"
      let pack = """
        import gzip, lzma, sys
        text = open(sys.argv[1], 'rb').read()
        open('Packages.gz', 'wb').write(gzip.compress(text))
        open('Packages.xz', 'wb').write(lzma.compress(text))
        """
      #expect(try Python.run(["-c", pack, index], in: folder).status == 0)
      for (number, path) in [index, "Packages.gz", "Packages.xz"].enumerated() {
        let result = try Self.convert([path, "case\(number)"], in: folder)
        #expect(result.status == 0, "\(result.errors)")
        for table in ["entities.csv", "attributions.csv", "kinds.csv", "relations.csv"] {
          let made = try Program.read("\(folder)/case\(number)/\(table)")
          #expect(try made == Program.read("\(Self.example)/case/\(table)"), "\(path): \(table)")
        }
      }
    }
  }

  @Test(
    "Versions, providers, choices, missing packages, circles and what comes twice are understood")
  func reading() throws {
    try withTemporaryFolder { folder in
      try Program.write(
        """
        Package: old
        Depends: gone

        Package: old
        Depends: a:any (>= 2) [amd64], v (= 1), v, gone | lost, old

        Package: a
        Provides: v
        Depends: b

        Package: b
        Provides: v (= 1),
         v (= 2)
        Pre-Depends: a | a

        Package: d
        Provides: v
        Depends: v | d
        """, to: folder + "/Packages")
      let result = try Self.convert(["Packages", "out"], in: folder)
      #expect(
        result.errors == """
          packages: 4; groups that need each other: 1; choices: 1; needs that are not in the index: \
          1; attributions: 5

          """)
      let rows = try Program.read(folder + "/out/attributions.csv").split(separator: "\n")
        .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[1...4] }
      // b provides that version of v, a and b are one, and d needs nothing but itself.
      #expect(
        rows.map { $0.joined(separator: " ") } == [
          "a needed_by one-of.v ", "d needed_by one-of.v ", "a needed_by old all",
          "missing.gone.or.lost needed_by old all", "one-of.v needed_by old all",
        ])
      let apart = try Self.convert(["--keep-circles", "Packages", "apart"], in: folder)
      #expect(apart.errors.contains("groups that need each other: 0"))
      #expect(apart.errors.contains("packages that only what needs them can serve: 3"))
    }
  }

  @Test("A folder that is there is left as it is, and an index that is not is an error")
  func refusals() throws {
    try withTemporaryFolder { folder in
      try Program.write("Package: a\n", to: folder + "/Packages")
      #expect(try Self.convert(["Packages", "."], in: folder).status != 0)
      #expect(try Self.convert(["nothing", "out"], in: folder).status != 0)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left == ["Packages"])
    }
  }
}
