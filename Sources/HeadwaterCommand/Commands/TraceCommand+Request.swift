import ArgumentParser
import CaseStore
import GraphQuery
import Headwater
import HeadwaterModel

extension TraceCommand {
  /// What the options ask for, keys and phrases looked up in the case.
  func request(in reader: CaseReader) throws -> TraceRequest {
    var request = TraceRequest(subject: try reader.requiredEntity(subject))
    request.options.about = try about.map { try reader.requiredEntity($0) }
    request.options.anyMatter = anyMatter
    request.options.establishedOnly = established
    request.options.without = Set(try without.map { try reader.requiredEntity($0) })
    request.options.notAccordingTo = Set(try notAccordingTo.map { try reader.requiredEntity($0) })
    request.options.maxDepth = maxDepth
    for text in relation {
      do {
        let reading = try reader.vocabulary.readRelation(text)
        guard reading.relation.role.isFlow else {
          throw ValidationError(
            "--relation \(reading.relation.name) is of role \(reading.relation.role.rawValue), "
              + "and only information that flows is walked")
        }
        request.options.relations.insert(reading.relation.name)
      } catch let problem as RecordProblem {
        throw ValidationError("--relation: " + CommandFailure.sentence(problem))
      }
    }
    if let asOf {
      do throws(EDTFError) {
        request.options.asOf = try EDTFDate(asOf).bounds
      } catch {
        throw ValidationError("--as-of: \(error.message)")
      }
    }
    request.limit = chainLimit
    request.alsoEstablished = format == .json
    if let maxTime { request.stopCheck = Deadline.check(seconds: maxTime) }
    return request
  }
}
