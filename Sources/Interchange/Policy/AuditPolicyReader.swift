package import HeadwaterModel
import JSONText

/// What is wrong with a policy, and where.
package struct AuditPolicyProblem: Error, Hashable, Sendable {
  /// The line and the column, in characters, from 1.
  package let line: Int
  package let column: Int

  /// One sentence, without capital or full stop, to follow a place.
  package let message: String
}

/// Reads policies: JSON with the fields that `docs/audit.md` lists, and no others.
package enum AuditPolicyReader {
  /// Reads a policy.
  ///
  /// - Throws: `AuditPolicyProblem` for the first thing that is wrong.
  package static func policy(of text: String) throws(AuditPolicyProblem) -> AuditPolicy {
    // A byte order mark is no part of the text.
    let bytes = Array(
      text.utf8.starts(with: [0xef, 0xbb, 0xbf]) ? text.utf8.dropFirst(3) : text.utf8[...])
    do throws(Misplaced) {
      return try policy(of: bytes)
    } catch {
      let (line, column) = PlacedJSON.lineAndColumn(of: error.offset, in: bytes)
      throw AuditPolicyProblem(line: line, column: column, message: error.message)
    }
  }

  private static func policy(of bytes: [UInt8]) throws(Misplaced) -> AuditPolicy {
    let root: PlacedJSON
    do {
      root = try PlacedJSON(parsing: bytes)
    } catch {
      throw Misplaced(offset: error.offset, message: error.message)
    }
    let fields = try Fields(root, "a policy", known: ["headwaterPolicy", "rules"])
    let version = try fields.required("headwaterPolicy")
    guard version.value.int64 == 1 else {
      throw Misplaced(version, "headwaterPolicy is the format's version, and this program reads 1")
    }
    let rules = try fields.required("rules")
    guard let elements = rules.elements else { throw Misplaced(rules, "rules takes a list") }
    var policy = AuditPolicy(rules: [])
    for element in elements {
      let rule = try self.rule(element)
      if policy.rules.contains(where: { $0.code == rule.code }) {
        throw Misplaced(element, "two rules have the code \(quoted(rule.code))")
      }
      policy.rules.append(rule)
    }
    return policy
  }

  private static func rule(_ value: PlacedJSON) throws(Misplaced) -> AuditPolicyRule {
    let fields = try Fields(value, "a rule", known: ["code", "claims", "require", "severity"])
    let code = try fields.required("code")
    guard let name = code.value.string, isCode(name) else {
      throw Misplaced(
        code, "code takes small letters, digits and “-”, a letter first, at most 64 of them")
    }
    var rule = AuditPolicyRule(
      code: name, claims: try claims(fields.required("claims")),
      require: try requirements(fields.required("require")))
    if let severity = fields["severity"] {
      guard let known = severity.value.string.flatMap(AuditSeverity.init) else {
        throw Misplaced(severity, "severity is \"error\", \"warning\" or \"note\"")
      }
      rule.severity = known
    }
    return rule
  }

  private static func isCode(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return false
    }
    return bytes.count <= 64
      && bytes.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
  }

  private static func claims(_ value: PlacedJSON) throws(Misplaced) -> AuditPolicyRule.Claims {
    if value.value.string == "all" { return .all }
    if let elements = value.elements {
      var keys: [String] = []
      for element in elements {
        guard let key = element.value.string else {
          throw Misplaced(element, "a claim is named by its key, a text")
        }
        keys.append(key)
      }
      if !keys.isEmpty { return .keys(keys) }
    }
    guard value.members != nil else {
      throw Misplaced(
        value, "claims is \"all\", a list of keys, or an object with a label: {\"label\": \"…\"}")
    }
    let label = try Fields(value, "claims", known: ["label"]).required("label")
    guard let text = label.value.string, !text.isEmpty else {
      throw Misplaced(label, "label takes a text")
    }
    return .label(text)
  }

  private static func requirements(_ value: PlacedJSON) throws(Misplaced) -> AuditRequirements {
    let fields = try Fields(
      value, "require",
      known: ["independentOrigins", "disjointChains", "noSinglePoint", "evidence", "noOpenDenial"])
    var require = AuditRequirements()
    require.independentOrigins = try fields.count("independentOrigins")
    require.disjointChains = try fields.count("disjointChains")
    require.noSinglePoint = try fields.flag("noSinglePoint")
    require.evidence = try fields.flag("evidence")
    require.noOpenDenial = try fields.flag("noOpenDenial")
    if require.isEmpty { throw Misplaced(value, "require asks for nothing") }
    return require
  }
}

/// Something wrong at a place in bytes.
private struct Misplaced: Error {
  let offset: Int
  let message: String

  init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  init(_ value: PlacedJSON, _ message: String) {
    self.init(offset: value.offset, message: message)
  }
}

/// The members of an object of which all are known.
private struct Fields {
  private let object: PlacedJSON
  private let what: String
  private let members: [PlacedJSON.Member]

  init(_ object: PlacedJSON, _ what: String, known: [String]) throws(Misplaced) {
    guard let members = object.members else { throw Misplaced(object, "\(what) is an object") }
    for member in members where !known.contains(member.name) {
      let near = Nearest.names(to: member.name, among: known).first
      throw Misplaced(
        offset: member.nameOffset,
        message: "\(what) has no field \(quoted(member.name))"
          + (near.map { "; did you mean \($0)?" } ?? "; it has \(known.joined(separator: ", "))"))
    }
    self.object = object
    self.what = what
    self.members = members
  }

  subscript(name: String) -> PlacedJSON? { members.first { $0.name == name }?.value }

  func required(_ name: String) throws(Misplaced) -> PlacedJSON {
    guard let value = self[name] else { throw Misplaced(object, "\(what) needs the field \(name)") }
    return value
  }

  /// A whole number from 1; nil where it is not given.
  func count(_ name: String) throws(Misplaced) -> Int? {
    guard let value = self[name] else { return nil }
    guard let number = value.value.int64, (1...1_000_000).contains(number) else {
      throw Misplaced(value, "\(name) takes a whole number from 1")
    }
    return Int(number)
  }

  func flag(_ name: String) throws(Misplaced) -> Bool {
    guard let value = self[name] else { return false }
    guard case .boolean(let flag) = value.value else {
      throw Misplaced(value, "\(name) is true or false")
    }
    return flag
  }
}
