import Glibc
import HeadwaterModel
import HeadwaterTestSupport
import Interchange
import Testing

/// Python's `json` module, taken as the second opinion.
private enum PythonJSON {
  static let isThere = (try? run("import json; print('here')", in: "/")) == "here\n"

  /// Runs a program in a folder and gives what it prints; nil where it fails.
  static func run(_ program: String, in folder: String) throws -> String? {
    try withCSVFolder { scripts in
      try scripts.make("run.py", Array(program.utf8))
      let command = "cd '\(folder)' && python3 '\(scripts.file("run.py"))' 2>/dev/null"
      let stream = try #require(popen(command, "r"))
      let printed = drained(stream)
      return pclose(stream) == 0 ? String(decoding: printed, as: UTF8.self) : nil
    }
  }
}

@Suite(.enabled(if: PythonJSON.isThere, "python3 is not there"))
struct JSONLinesPythonTests {
  private static let seeds = UInt64(0)..<60

  private func records(_ seed: UInt64) -> [CaseRecord] {
    RandomRecords.caseRecords(seed: seed, options: .init(hasWithheld: true))
  }

  private func hexadecimal(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    return String(text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// What Python is to print of a file: names, and the bits of floats.
  private func shown(_ records: [CaseRecord]) -> String {
    var lines: [String] = []
    for case .entity(let record) in records {
      var words = ["entity", hexadecimal(record.key ?? ""), hexadecimal(record.name ?? "")]
      for property in record.properties {
        words.append(hexadecimal(property.name))
        if case .float(let number) = property.value {
          let digits = String(number.bitPattern, radix: 16)
          words.append(String(repeating: "0", count: 16 - digits.count) + digits)
        }
      }
      lines.append(words.joined(separator: " "))
    }
    for case .attribution(let record) in records {
      let quotes = record.evidence.map { hexadecimal($0.quote ?? "") }
      lines.append(
        (["attribution", hexadecimal(record.target.text)] + quotes).joined(separator: " "))
    }
    for case .text(let record) in records { lines.append("text " + hexadecimal(record.content)) }
    return lines.map { $0 + "\n" }.joined()
  }

  @Test("Python finds JSON on every line that we write, and in it what we meant")
  func ourFiles() throws {
    try withTemporaryFolder { folder in
      var expected = ""
      for seed in Self.seeds {
        let records = records(seed)
        let path = "\(folder)/\(seed + 100).jsonl"
        _ = try JSONLinesWriter().write(MemoryRecords(records: records), to: path)
        expected += shown(records)
      }
      let printed = try PythonJSON.run(
        #"""
        import json, os, struct
        def hexed(text):
            return text.encode().hex()
        def refuse(word):
            raise ValueError(word)
        for name in sorted(os.listdir('.')):
            lines = open(name, 'rb').read().split(b'\n')
            assert lines.pop() == b''
            records = [json.loads(line.decode(), parse_constant=refuse) for line in lines]
            assert records.pop(0) == {'type': 'headwater', 'version': 1}
            for record in records:
                if record['type'] == 'entity':
                    words = ['entity', hexed(record.get('key', '')), hexed(record.get('name', ''))]
                    for name, value in record.get('properties', {}).items():
                        words.append(hexed(name))
                        if isinstance(value, dict) and value['type'] == 'float':
                            words.append(struct.pack('>d', float(value['value'])).hex())
                    print(' '.join(words))
                elif record['type'] == 'attribution':
                    quotes = [hexed(item.get('quote', '')) for item in record.get('evidence', [])]
                    print(' '.join(['attribution', hexed(record['target'])] + quotes))
                elif record['type'] == 'text':
                    print('text ' + hexed(record['content']))
        """#, in: folder)
      let isSame = printed == expected
      #expect(isSame)
      #expect(expected.utf8.count > 10_000)
    }
  }

  @Test("We read what Python writes of the same objects, all but ASCII escaped")
  func pythonsFiles() throws {
    try withTemporaryFolder { folder in
      for seed in Self.seeds {
        let path = "\(folder)/\(seed).jsonl"
        _ = try JSONLinesWriter().write(MemoryRecords(records: records(seed)), to: path)
      }
      let printed = try PythonJSON.run(
        #"""
        import json, os
        for name in sorted(os.listdir('.')):
            lines = open(name, encoding='utf-8', newline='\n').read().split('\n')
            objects = [json.loads(line) for line in lines if line]
            with open(name, 'w', newline='') as file:
                for item in objects:
                    file.write(json.dumps(item, sort_keys=True) + '\r\n')
        print('done')
        """#, in: folder)
      #expect(printed == "done\n")
      for seed in Self.seeds {
        let content = try JSONLinesContent(of: "\(folder)/\(seed).jsonl")
        #expect(content.problems == [])
        let isSame = Set(content.records.map(exact)) == Set(records(seed).map(exact))
        #expect(isSame, "seed \(seed)")
      }
    }
  }
}
