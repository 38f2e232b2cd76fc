import Headwater

/// Graphs with more chains than anybody waits for.
enum Dense {
  /// Layers of documents in which each one cites all of the next: `width` to the power of
  /// `layers` chains upstream of `subject`.
  static func addLayers(_ layers: Int, width: Int, to notes: Case) async throws {
    try await notes.write(author: "test") { transaction in
      try transaction.add(EntityRecord(key: "subject", kind: "document"))
      var receivers = ["subject"]
      for layer in 0..<layers {
        let givers = (0..<width).map { "d\(layer)-\($0)" }
        for giver in givers {
          try transaction.add(EntityRecord(key: giver, kind: "document"))
          for receiver in receivers {
            try transaction.add(
              AttributionRecord(source: giver, relation: "cited_by", target: .entity(receiver)))
          }
        }
        receivers = givers
      }
    }
  }

  /// Documents that all cite each other, and that `subject` cites.
  static func addCircle(of count: Int, to notes: Case) async throws {
    try await notes.write(author: "test") { transaction in
      let keys = (0..<count).map { "d\($0)" }
      for key in ["subject"] + keys {
        try transaction.add(EntityRecord(key: key, kind: "document"))
      }
      for giver in keys {
        for receiver in ["subject"] + keys where receiver != giver {
          try transaction.add(
            AttributionRecord(source: giver, relation: "cited_by", target: .entity(receiver)))
        }
      }
    }
  }
}
