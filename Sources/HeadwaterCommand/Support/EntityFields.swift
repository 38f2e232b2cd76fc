import ArgumentParser
import HeadwaterModel

/// The fields of an entity as options; in `edit`, an empty value clears one.
struct EntityFields: ParsableArguments {
  @Option(help: "organisation, person, group, outlet, document, claim, or a kind of the case.")
  var kind: String?

  @Option(help: "The name.")
  var name: String?

  @Option(help: "named, pseudonym, role, unnamed or withheld.")
  var naming: String?

  @Option(help: "unexplored, origin or undisclosed: what lies upstream.")
  var upstream: String?

  @Option(help: "A date, EDTF level 1: 2023, 2023-07, 1998/2001, 2023~ ….")
  var date: String?

  @Option(help: "Where it is to be found.")
  var url: String?

  @Option(help: "Its language, as a tag: en, az ….")
  var language: String?

  @Option(help: "What it is, in words.")
  var description: String?

  @Option(name: .customLong("alias"), help: "Another name; may be repeated.")
  var aliases: [String] = []

  @Option(name: .customLong("label"), help: "A further label; may be repeated.")
  var labels: [String] = []

  @Option(
    name: .customLong("property"),
    help: "NAME=VALUE or NAME:TYPE=VALUE; may be repeated.")
  var properties: [String] = []

  func apply(to record: inout EntityRecord) throws(RecordProblem) {
    if let kind { record.kind = kind.nonEmpty }
    if let name { record.name = name.nonEmpty }
    if let naming { record.naming = try FieldReader.term(naming, "naming", or: .named) }
    if let upstream {
      record.upstream = try FieldReader.term(upstream, "upstream", or: .unexplored)
    }
    if let date { record.date = try FieldReader.date(date) }
    if let url { record.url = url.nonEmpty }
    if let language { record.language = language.nonEmpty }
    if let description { record.description = description.nonEmpty }
    if !aliases.isEmpty { record.aliases = aliases.filter { !$0.isEmpty } }
    if !labels.isEmpty {
      record.labels = Set(labels.filter { !$0.isEmpty }).sorted(by: ByteOrder.precedes)
    }
    record.properties = try FieldReader.properties(properties, over: record.properties)
  }
}

/// The fields of an attribution as options; in `edit`, an empty value clears one.
struct AttributionFields: ParsableArguments {
  @Option(help: "The document or claim that it carries or concerns.")
  var about: String?

  @Option(help: "When it happened, EDTF level 1.")
  var date: String?

  @Option(help: "A grade, as SCALE:VALUE or a value alone.")
  var grade: String?

  @Option(help: "on_record, background, deep_background, off_record or unknown.")
  var terms: String?

  @Option(help: "origin, undisclosed or relayed: what lies upstream of the giver in this matter.")
  var basis: String?

  @Option(help: "A key that attributions needed together share.")
  var joint: String?

  @Option(help: "recorded, suggested or rejected.")
  var status: String?

  @Option(help: "A note.")
  var note: String?

  @Option(
    name: .customLong("property"),
    help: "NAME=VALUE or NAME:TYPE=VALUE; may be repeated.")
  var properties: [String] = []

  func apply(to record: inout AttributionRecord) throws(RecordProblem) {
    if let about { record.about = about.nonEmpty }
    if let date { record.date = try FieldReader.date(date) }
    if let grade { record.grade = grade.isEmpty ? nil : Grade(text: grade) }
    if let terms { record.terms = try FieldReader.optionalTerm(terms, "terms") }
    if let basis { record.basis = try FieldReader.optionalTerm(basis, "basis") }
    if let joint { record.joint = joint.nonEmpty }
    if let status { record.status = try FieldReader.term(status, "status", or: .recorded) }
    if let note { record.note = note.nonEmpty }
    record.properties = try FieldReader.properties(properties, over: record.properties)
  }
}

/// The fields of a piece of evidence as options; in `edit`, an empty value clears one.
struct EvidenceFields: ParsableArguments {
  @Option(help: "The document that says so, by key.")
  var accordingTo: String?

  @Option(help: "Where in the document: ¶17, p. 4 ….")
  var locator: String?

  @Option(help: "The words, exactly as they stand.")
  var quote: String?

  @Option(help: "The version of the document's text that the words are taken from.")
  var textVersion: String?

  @Option(help: "The words just before the quotation.")
  var quotePrefix: String?

  @Option(help: "The words just after the quotation.")
  var quoteSuffix: String?

  @Option(help: "A note on the evidence.")
  var evidenceNote: String?

  var isEmpty: Bool {
    [accordingTo, locator, quote, textVersion, quotePrefix, quoteSuffix, evidenceNote]
      .allSatisfy { $0 == nil }
  }

  func apply(to record: inout EvidenceRecord) {
    if let accordingTo { record.document = accordingTo }
    if let locator { record.locator = locator.nonEmpty }
    if let quote { record.quote = quote.nonEmpty }
    if let textVersion { record.textVersion = textVersion.nonEmpty }
    if let quotePrefix { record.prefix = quotePrefix.nonEmpty }
    if let quoteSuffix { record.suffix = quoteSuffix.nonEmpty }
    if let evidenceNote { record.note = evidenceNote.nonEmpty }
  }
}

extension String {
  /// Nil for an empty text: it clears a field.
  var nonEmpty: String? { isEmpty ? nil : self }
}
