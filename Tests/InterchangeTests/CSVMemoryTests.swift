import Glibc
import Interchange
import Testing

@Suite struct CSVMemoryTests {
  @Test("A file of 64 MiB is read in a process that may not take 32 MiB more")
  func bounded() async {
    await #expect(processExitsWith: .success) {
      try withCSVFolder { folder in
        let line = String(repeating: "x", count: 100_000)
        var writer = try CSVWriter(path: folder.file("t.csv"), header: ["a"])
        for _ in 0..<671 { try writer.write([line]) }
        try writer.finish()

        try limitAddressSpace(to: 32 << 20)
        var reader = try CSVReader(path: folder.file("t.csv"))
        var count = 0
        while let row = try reader.next() { count += row.fields[0].utf8.count }
        try #require(count == 67_100_000)
      }
    }
  }
}

/// Lets the process take no more than `growth` bytes of addresses beyond those it has.
func limitAddressSpace(to growth: UInt) throws {
  let stream = try #require(fopen("/proc/self/statm", "r"))
  defer { fclose(stream) }
  let text = String(decoding: drained(stream), as: UTF8.self)
  let pages = try #require(text.split(separator: " ").first.flatMap { UInt($0) })
  var limit = rlimit()
  limit.rlim_max = pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + growth
  limit.rlim_cur = limit.rlim_max
  try #require(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
}
