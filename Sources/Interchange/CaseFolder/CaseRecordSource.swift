package import HeadwaterModel

/// A case, or a part of one, that can be gone through more than once.
///
/// Each function calls `body` with every record of its sort, always the same ones in the same
/// order, and rethrows what that throws. A kind comes after its parent, an identity after what it
/// supersedes, and an attribution has an id and its evidence.
package protocol CaseRecordSource {
  func forEachKind(_ body: (KindDefinition) throws -> Void) throws
  func forEachRelation(_ body: (RelationDefinition) throws -> Void) throws
  func forEachEntity(_ body: (EntityRecord) throws -> Void) throws
  func forEachAttribution(_ body: (AttributionRecord) throws -> Void) throws
  func forEachText(_ body: (TextRecord) throws -> Void) throws
  func forEachIdentity(_ body: (IdentityRecord) throws -> Void) throws
}
