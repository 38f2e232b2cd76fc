import ArgumentParser
import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// The policy of an audit, as its file has it; without a file it asks for nothing.
struct PolicyFile {
  private let path: String
  private let policy: AuditPolicy

  /// Reads the file, if there is one.
  init(path: String?) throws {
    self.path = Terminal.visible(path ?? "")
    guard let path else {
      policy = AuditPolicy(rules: [])
      return
    }
    let text = try WholeFile.text(of: path)
    do throws(AuditPolicyProblem) {
      policy = try AuditPolicyReader.policy(of: text)
    } catch {
      throw CommandFailure(
        .badData, "\(self.path):\(error.line):\(error.column): \(error.message)")
    }
  }

  /// Checks that there are rules of these codes.
  func check(codes: [String]) throws {
    let known = AuditRule.all.map(\.code) + policy.rules.map { "policy/" + $0.code }
    for code in codes where !known.contains(code) {
      throw ValidationError(
        "there is no code \(quoted(code))"
          + CommandFailure.offer(Nearest.names(to: code, among: known)))
    }
  }

  /// The rules with their claims looked up in the case.
  func demands(in reader: CaseReader) throws -> [AuditDemand] {
    try policy.rules.map { AuditDemand($0, claims: try claims(of: $0, in: reader)) }
  }

  private func claims(of rule: AuditPolicyRule, in reader: CaseReader) throws -> [EntityID]? {
    switch rule.claims {
    case .all: return nil
    case .keys(let keys):
      return try keys.map { key in
        let id = try reader.requiredEntity(key)
        guard try reader.entities([id])[0].kind == .claim else {
          throw CommandFailure(.badData, "\(path): rule \(rule.code): \(quoted(key)) is no claim")
        }
        return id
      }
    case .label(let label):
      let ids = try reader.entities(labelled: label)
      let claims = try zip(ids, reader.entities(ids)).filter { $0.1.kind == .claim }.map(\.0)
      if claims.isEmpty {
        Terminal.message(
          "\(path): rule \(rule.code): no claim bears its label, so it asks nothing.")
      }
      return claims
    }
  }
}
