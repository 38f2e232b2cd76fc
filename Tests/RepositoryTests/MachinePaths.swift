/// Folders that exist on somebody's machine and mean nothing to anybody else.
enum MachinePaths {
  /// Put together from parts, or this file would break the rule that it checks.
  private static let needles =
    ["root", "home", "work", "Users"].map { "/" + $0 + "/" } + ["/tmp" + "/bash_jobs"]

  /// Whether `line` names one as an absolute path, not as the middle of a longer one.
  static func mentioned(in line: String) -> Bool {
    guard line.utf8.contains(UInt8(ascii: "/")) else { return false }
    return needles.contains { needle in
      line.ranges(of: needle).contains { range in
        guard let before = line[..<range.lowerBound].last else { return true }
        return !before.isLetter && !before.isNumber && !".-_~)}]*".contains(before)
      }
    }
  }
}
