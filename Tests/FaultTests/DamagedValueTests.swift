import CaseStore
import HeadwaterTestSupport
import SQLite
import Testing

/// Numbers and references that only a damaged case holds.
@Suite struct DamagedValueTests {
  @Test(
    "A value that no case may hold is a finding, and neither reading nor writing traps",
    arguments: [
      "UPDATE attribution SET target = NULL, target_attribution = id WHERE uid = 'denial'",
      "UPDATE attribution SET basis = -9223372036854775808 WHERE uid = 'told'",
      "UPDATE attribution SET earliest = 9223372036854775807, date = '2023-13' WHERE uid = 'leak'",
      """
      UPDATE evidence SET start_position = -9223372036854775808,
        end_position = 9223372036854775807
      """,
      "UPDATE entity_kind SET parent = id WHERE name = 'memo-kind'",
      "UPDATE identity SET supersedes = id",
      "UPDATE change SET sequence = -9223372036854775808 WHERE sequence = 1",
      """
      UPDATE change SET sequence = 9223372036854775807
      WHERE sequence = (SELECT max(sequence) FROM change)
      """,
    ])
  func value(sql: String) throws {
    try withMemoryFolder { folder in
      let path = folder + "/case.db"
      try SmallCase.make(at: path)
      let connection = try Connection(path: path, mode: .readWrite)
      try connection.execute(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      try connection.execute(sql)
      let file = try CaseFile.open(at: path, access: .readOnly)
      let findings = try file.verify().findings
      #expect(!findings.isEmpty)
      try CaseFileFuzzTests.readAll(file)
      try file.close()
      CaseFileFuzzTests.tryToWrite(path)
    }
  }
}
