package import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// A case can be written out as records.
extension CaseReader: CaseRecordSource {}

extension CaseReader {
  /// The part of the case upstream of an entity, with what belongs to it.
  ///
  /// - Throws: `unknownEntity`.
  package func upstreamPart(of key: String) throws -> CaseSelection {
    let subject = try requiredEntity(key)
    let reach = try Reach(of: subject, in: self)
    return try selection(
      entities: [subject] + reach.entities.map(\.entity.id), attributions: reach.attributions)
  }
}
