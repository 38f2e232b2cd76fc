import Glibc
import Interchange
import Testing

/// Python's `csv` module, taken as the second opinion.
private enum Python {
  static let isThere = (try? run("print('here')", in: "/")) == Array("here\n".utf8)

  /// Defines `show`, which prints rows as lines of hexadecimal fields, and `each`, the files.
  private static let prelude = """
    import csv, os, random, sys
    sys.stdout.reconfigure(newline='\\n')
    def show(name, rows):
        print('=' + name)
        for row in rows:
            print(','.join(field.encode().hex() for field in row))
    def each():
        for name in sorted(os.listdir('.')):
            if name.endswith('.csv'):
                yield name, chr(int(name.split('.')[0].split('-')[1]))

    """

  /// Runs a program in a folder and gives what it prints; nil where it fails.
  static func run(_ program: String, in folder: String) throws -> [UInt8]? {
    try withCSVFolder { scripts in
      try scripts.make("run.py", Array((prelude + program).utf8))
      let command = "cd '\(folder)' && python3 '\(scripts.file("run.py"))' 2>/dev/null"
      let stream = try #require(popen(command, "r"))
      let printed = drained(stream)
      return pclose(stream) == 0 ? printed : nil
    }
  }
}

@Suite(.enabled(if: Python.isThere, "python3 is not there"))
struct CSVPythonTests {
  /// Prints the files of a folder as Python's `show` does, as our reader reads them.
  private func shown(_ folder: CSVFolder, detecting: Bool) throws -> String {
    var lines: [String] = []
    for name in folder.names {
      let code = try #require(name.split(separator: ".").first?.split(separator: "-").last)
      let delimiter = detecting ? nil : UInt8(code)
      var reader = try CSVReader(path: folder.file(name), delimiter: delimiter)
      lines.append("=" + name)
      lines.append(hexadecimal(reader.header))
      while let row = try reader.next() { lines.append(hexadecimal(row.fields)) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func hexadecimal(_ fields: [String]) -> String {
    let digits = Array("0123456789abcdef")
    return fields.map { field in
      String(field.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }.joined(separator: ",")
  }

  @Test("Python reads what we write as we do")
  func ourFiles() throws {
    try withCSVFolder { folder in
      for seed in UInt64(0)..<100 {
        let table = CSVRandomTable(seed: seed, rowLimit: 30)
        for delimiter in CSVRandomTable.delimiters {
          var writer = try CSVWriter(
            path: folder.file("\(seed)-\(delimiter).csv"), header: table.header,
            delimiter: delimiter)
          for row in table.rows { try writer.write(row) }
          try writer.finish()
        }
      }
      let printed = try #require(
        try Python.run(
          """
          for name, delimiter in each():
              with open(name, encoding='utf-8', newline='') as file:
                  show(name, csv.reader(file, delimiter=delimiter, strict=True))
          """, in: folder.path))
      #expect(try shown(folder, detecting: true) == String(decoding: printed, as: UTF8.self))
      #expect(folder.names.count == 300)
    }
  }

  @Test("We read what Python writes as it was")
  func pythonsFiles() throws {
    try withCSVFolder { folder in
      let printed = try #require(
        try Python.run(
          #"""
          shown = {}
          pieces = ['', 'a', ' ', '"', '""', ',', ';', '\t', '\n', '\r', '\r\n', '\ufeff', 'é',
                    'e\u0301', '🙂', 'שלום', '\u2028', '\x85', '\x0b', "'", '|', 'word']
          for seed in range(100):
              dice = random.Random(seed)
              text = lambda: ''.join(dice.choices(pieces, k=dice.randrange(5)))
              width = dice.randrange(1, 6)
              header = ['c%d' % column for column in range(width)]
              rows = [[text() for _ in header] for _ in range(dice.randrange(30))]
              for delimiter in ',;\t':
                  name = '%d-%d.csv' % (seed, ord(delimiter))
                  quoting = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
                  with open(name, 'w', encoding='utf-8', newline='') as file:
                      writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
                      writer.writerows([header] + rows)
                  shown[name] = [header] + rows
          for name, delimiter in each():
              show(name, shown[name])
          """#, in: folder.path))
      #expect(folder.names.count == 300)
      #expect(try shown(folder, detecting: false) == String(decoding: printed, as: UTF8.self))
    }
  }
}
