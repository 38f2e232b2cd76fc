package import HeadwaterModel

/// What a chain carries where it has got to: a claim in force and a document in view.
///
/// With neither, it is *whole* at a work and *unknown* at an agent.
package struct Matter: Hashable, Sendable {
  package var claim: EntityID?
  package var document: EntityID?

  package init(claim: EntityID? = nil, document: EntityID? = nil) {
    self.claim = claim
    self.document = document
  }

  var isEmpty: Bool { claim == nil && document == nil }

  /// The matter at the giver of `edge`, where it is this at the receiver.
  ///
  /// What the attribution names is nil if it names nothing.
  func after(
    receiver: GraphEntity, giver: GraphEntity, named: GraphEntity?
  ) -> Matter {
    var next = Matter(claim: claim)
    if next.claim == nil, let named, named.kind == .claim { next.claim = named.id }
    let namedDocument = named.flatMap { $0.kind == .claim ? nil : $0.id }
    if giver.kind.isWork {
      next.document = next.claim == nil ? namedDocument : nil
    } else if let namedDocument {
      next.document = namedDocument
    } else if receiver.kind == .document {
      next.document = receiver.id
    } else {
      next.document = document
    }
    return next
  }
}

extension Matter {
  /// The matter at the giver, at document level: no claim is put in force, a work is asked about as
  /// a whole, and an agent keeps the document in view.
  func afterAtDocumentLevel(
    receiver: GraphEntity, giver: GraphEntity, named: GraphEntity?
  ) -> Matter {
    if giver.kind.isWork { return Matter() }
    let namedDocument = named.flatMap { $0.kind == .claim ? nil : $0.id }
    let received = receiver.kind == .document ? receiver.id : document
    return Matter(document: namedDocument ?? received)
  }
}
