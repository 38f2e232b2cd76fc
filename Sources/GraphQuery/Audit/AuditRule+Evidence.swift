import HeadwaterModel

/// Rules on where attributions were learnt of.
extension AuditRule {
  static let missingEvidence = AuditRule(
    code: "HW001", severity: .warning, title: "Attribution without evidence"
  ) { record, sink in
    for edge in record.edges where edge.attribution.role.isFlow && !edge.hasEvidence {
      sink.add(
        .attribution(edge.id),
        "It is not recorded where it was learnt that \(.told(edge.id)).",
        fix: """
          Say which document it is according to: headwater add evidence \
          \(.attribution(edge.id)) --according-to DOCUMENT --locator PLACE
          """)
    }
  }

  /// - Complexity: O(quotations without a version times the texts that they may be from).
  static let lostQuotation = AuditRule(
    code: "HW004", severity: .error, title: "Quotation not found in the stored text"
  ) { record, sink in
    for lost in record.lostQuotations {
      let edge = record.edges[lost.edge]
      sink.add(
        .attribution(edge.id), related: [record.subject(lost.document)],
        """
        A quotation for \(.attribution(edge.id)) (\(.told(edge.id))) stands in no stored \
        version of \(.entity(record.id(lost.document))).
        """,
        fix: """
          Correct the quotation with headwater edit evidence \(.attribution(edge.id)) NUMBER \
          --quote WORDS, or store the version that it was taken from with headwater add text
          """)
    }
  }

  static let earlierEvidence = AuditRule(
    code: "HW016", severity: .warning, title: "Evidence from before what it bears out"
  ) { record, sink in
    for (index, document) in record.evidence {
      let edge = record.edges[index]
      guard let date = edge.attribution.date, let written = record.entities.values[document].date,
        date.order(relativeTo: written) == .after
      else { continue }
      let source = record.id(document)
      sink.add(
        .attribution(edge.id), related: [record.subject(document)],
        """
        \(.entity(source)) (\(.date(source))) is given as evidence of what is dated after it: \
        \(.told(edge.id)) (\(.dateOf(edge.id))).
        """,
        fix: """
          Check both dates: headwater show \(.key(source)); headwater show \
          attribution:\(.attribution(edge.id))
          """)
    }
  }
}
