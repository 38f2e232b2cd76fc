import Foundation
import HeadwaterTestSupport

// What happens to the case, step by step.
extension ProtectedCaseBuilder {
  /// Public rows, and two sources that are withheld from the start.
  mutating func importFirst() async throws {
    let entities = [
      Self.open("story", "document", "The harbour story"), Self.open("memo", "document", "A memo"),
      Self.open("report", "document", "A report"), Self.open("claim", "claim", "A claim"),
      Self.open("editor", "person", "Ana Editor"), Self.open("writer", "person", "Bo Writer"),
      Self.open("paper", "outlet", "The Paper"), Self.open("agency", "organisation", "An agency"),
      entity("person", kind: "person", naming: "withheld", pastFields: ["key", "description"]),
      entity("document", kind: "document", naming: "withheld"),
    ]
    words["version"] = secrets.word("document text version")
    let attributions = [
      attribution("a-told", "person", "told", "story", note: .past),
      attribution("a-wrote", "person", "authored", "document"),
      attribution("a-cited", "document", "cited_by", "story", accordingTo: ""),
      attribution("a-to", "editor", "told", "person"),
      attribution("a-into", "memo", "cited_by", "document"),
      attribution("a-denied", "agency", "denied", "attribution:a-told", about: ""),
      attribution("a-confirmed", "editor", "confirmed", "attribution:a-denied", about: ""),
      attribution("a-insider", "person", "insider_of", "agency", about: ""),
      attribution("a-suggested", "person", "told", "memo", status: "suggested"),
      Self.openAttribution("a-asserted", "story", "asserted", "claim"),
      Self.openAttribution("a-memo", "memo", "cited_by", "story"),
      Self.openAttribution("a-published", "paper", "published", "story"),
    ]
    var text = "Dear friend,\n"
    let evidence = [
      evidence(of: "a-cited", in: "document", version: word("version"), text: &text),
      evidence(of: "a-memo", in: "document", version: word("version"), text: &text),
    ]
    let document = word("document")
    let version = "texts/\(document)@\(word("version")).txt"
    try write(CSVTable.text(entities), to: "first/entities.csv")
    try write(CSVTable.text(attributions), to: "first/attributions.csv")
    try write(CSVTable.text(evidence), to: "first/evidence.csv")
    try write(text + secrets.text("document text"), to: "first/" + version)
    try write(secrets.text("document first text", .past), to: "first/texts/\(document).txt")
    try write(
      CSVTable.text([
        [("document", document), ("version", word("version")), ("file", version)],
        [("document", document), ("version", "1"), ("file", "texts/\(document).txt")],
      ]), to: "first/texts.csv")
    try write(
      CSVTable.text([
        verdict("person", "editor", "possibly_same"), verdict("document", "memo", "distinct"),
      ]), to: "first/identity.csv")
    try await run(["import", "first", "--reason", secrets.text("first import", .reason)])
  }

  /// Two sources that are named as yet.
  mutating func importSecond() async throws {
    let entities = [
      entity("later", kind: "person", naming: "named", pastFields: ["description"]),
      entity("laterDocument", kind: "document", naming: "named"),
    ]
    let attributions = [
      attribution("l-told", "later", "told", "story", note: .past),
      attribution("l-wrote", "later", "authored", "laterDocument"),
      attribution("l-cited", "laterDocument", "cited_by", "story", accordingTo: ""),
      attribution("l-denied", "agency", "denied", "attribution:l-told", about: ""),
      attribution("l-to", "editor", "told", "later"),
      Self.openAttribution("l-report", "report", "cited_by", "story"),
    ]
    var text = ""
    let evidence = [
      evidence(of: "l-cited", in: "laterDocument", version: "1", text: &text),
      evidence(of: "l-report", in: "laterDocument", version: "1", text: &text),
    ]
    let name = "second/texts/\(word("laterDocument")).txt"
    try write(CSVTable.text(entities), to: "second/entities.csv")
    try write(CSVTable.text(attributions), to: "second/attributions.csv")
    try write(CSVTable.text(evidence), to: "second/evidence.csv")
    try write(text + secrets.text("laterDocument text"), to: name)
    try write(
      CSVTable.text([verdict("later", "editor", "possibly_same")]), to: "second/identity.csv")
    try await run(["import", "second", "--reason", secrets.text("second import", .reason)])
  }

  /// Three that are going to be removed.
  mutating func addRemoved() async throws {
    for (owner, kind, naming) in [
      ("removed", "person", "withheld"), ("removedDocument", "document", "withheld"),
      ("removedLater", "person", "named"),
    ] {
      words[owner] = secrets.word("\(owner) key", .past)
      let property = secrets.word("\(owner) property name", .past)
      try await run([
        "add", "entity", word(owner), "--kind", kind, "--naming", naming,
        "--name", secrets.text("\(owner) name", .past),
        "--alias", secrets.text("\(owner) alias", .past),
        "--url", "https://" + secrets.word("\(owner) url", .past) + ".example",
        "--description", secrets.text("\(owner) description", .past),
        "--language", "xx-" + secrets.word("\(owner) language", .past),
        "--label", secrets.text("\(owner) label", .past),
        "--property", "\(property)=" + secrets.text("\(owner) property", .past),
        "--reason", secrets.text("adding \(owner)", .past),
      ])
      try await run([
        "add", "attribution", word(owner), kind == "person" ? "told" : "cited_by", "story",
        "--id", "r-\(owner)", "--about", "claim", "--according-to", "story",
        "--locator", secrets.text("r-\(owner) locator", .past),
        "--quote", secrets.text("r-\(owner) quotation", .past),
        "--quote-prefix", secrets.text("r-\(owner) prefix", .past),
        "--quote-suffix", secrets.text("r-\(owner) suffix", .past),
        "--evidence-note", secrets.text("r-\(owner) evidence note", .past),
        "--note", secrets.text("r-\(owner) note", .past),
        "--property", "extra=" + secrets.text("r-\(owner) property", .past),
        "--reason", secrets.text("adding r-\(owner)", .past),
      ])
    }
    try write(secrets.text("removedDocument text", .past), to: "removed.txt")
    try await run(["add", "text", word("removedDocument"), "removed.txt"])
  }

  /// Earlier states of what is going to be withheld, in plain text at this point.
  mutating func changeBeforeWithheld() async throws {
    let later = word("later")
    let reason = secrets.text("changing later", .reason)
    try await run([
      "edit", "entity", later, "--description", secrets.text("later new description"),
      "--reason", reason,
    ])
    try await run([
      "edit", "attribution", "l-told", "--note", secrets.text("l-told new note"),
      "--reason", secrets.text("changing l-told", .reason),
    ])
    for (id, source) in [("l-gone", later), ("l-report-gone", "report")] {
      let document = id == "l-gone" ? "story" : word("laterDocument")
      try await run([
        "add", "attribution", source, id == "l-gone" ? "told" : "cited_by", "memo", "--id", id,
        "--about", "claim", "--according-to", document,
        "--locator", secrets.text("\(id) locator", .past),
        "--quote", secrets.text("\(id) quotation", .past),
      ])
    }
    try await run(["edit", "attribution", "l-gone", "--note", secrets.text("l-gone note", .past)])
    try await run(["remove", "attribution", "l-gone"])
    try await run(["remove", "attribution", "l-report-gone"])
    try write(secrets.text("laterDocument second text", .past), to: "again.txt")
    let versioned = [word("laterDocument"), "again.txt", "--text-version", "2"]
    try await run(["add", "text"] + versioned)
    try await run(["remove", "text", word("laterDocument"), "--text-version", "2"])
    try await run([
      "add", "attribution", "editor", "told", "memo", "--id", "a-moved", "--about", "claim",
      "--note", secrets.text("a-moved note"),
    ])
  }

  /// What was named is withheld.
  mutating func withhold() async throws {
    for (owner, stay) in [
      ("later", Marker.Stay.reason), ("laterDocument", .reason), ("removedLater", .past),
    ] {
      try await run([
        "edit", "entity", word(owner), "--naming", "withheld",
        "--reason", secrets.text("withholding \(owner)", stay),
      ])
    }
    for owner in ["removed", "removedDocument", "removedLater"] {
      try await run([
        "remove", "entity", word(owner), "--cascade",
        "--reason", secrets.text("removing \(owner)", .past),
      ])
    }
  }

  /// Changes to withheld sources and to what hangs on them.
  mutating func changeWithheld() async throws {
    let key = secrets.word("person new key")
    try await run([
      "edit", "entity", word("person"), "--key", key,
      "--description", secrets.text("person new description"),
      "--reason", secrets.text("changing person", .reason),
    ])
    words["person"] = key
    try await run([
      "edit", "attribution", "a-told", "--note", secrets.text("a-told new note"),
      "--reason", secrets.text("changing a-told", .reason),
    ])
    try await run([
      "edit", "attribution", "a-moved", "--source", key,
      "--reason", secrets.text("moving a-moved", .reason),
    ])
    try await run([
      "add", "evidence", "a-told", "--according-to", "memo",
      "--locator", secrets.text("a-told second locator", .past),
      "--evidence-note", secrets.text("a-told second evidence note", .past),
      "--reason", secrets.text("adding evidence", .reason),
    ])
    try await run([
      "remove", "evidence", "a-told", "2",
      "--reason", secrets.text("removing evidence", .reason),
    ])
    try write(secrets.text("document new first text"), to: "new.txt")
    try await run([
      "edit", "text", word("document"), "new.txt",
      "--reason", secrets.text("changing text", .reason),
    ])
    try await run([
      "add", "attribution", word("later"), "told", "report", "--about", "claim",
      "--id", "l-told-report", "--according-to", "report",
      "--quote", secrets.text("l-told-report quotation"),
      "--note", secrets.text("l-told-report note"),
    ])
  }

  /// Public rows that are removed or changed: no secrets, but to be gone after `purge`.
  mutating func changePublic() async throws {
    let key = former.word("key")
    try await run([
      "add", "entity", key, "--kind", "person", "--name", former.text("name"),
      "--description", former.text("description"),
    ])
    try await run([
      "add", "attribution", key, "told", "memo", "--id", "p-gone", "--note", former.text("note"),
      "--according-to", "memo", "--quote", former.text("quotation"),
    ])
    try await run(["remove", "entity", key, "--cascade"])
    try await run(["edit", "entity", "memo", "--description", former.text("old description")])
    try await run(["edit", "entity", "memo", "--description", "about the harbour"])
  }

  /// Folders that are at odds with the case.
  mutating func conflicts() -> [String: String] {
    let person = word("person")
    let document = word("document")
    let entity: TableRow = [("key", person), ("kind", "person"), ("name", "Another name")]
    return [
      "entity/entities.csv": CSVTable.text([entity, [("key", "story"), ("kind", "document")]]),
      "bad/entities.csv": CSVTable.text([
        [("key", person), ("kind", "planet"), ("naming", "withheld"), ("date", "2023-13")]
      ]),
      "attribution/entities.csv": "key,kind\nextra,person\n",
      "attribution/attributions.csv": CSVTable.text([
        [
          ("id", "a-told"), ("source", person), ("relation", "told"), ("target", "story"),
          ("note", "another note"),
        ], [("id", "x1"), ("source", person), ("relation", "authored"), ("target", "claim")],
        [("id", "x2"), ("source", person), ("relation", "told"), ("target", "nowhere")],
        [("id", "x3"), ("source", "editor"), ("relation", "told"), ("target", Self.near(person))],
      ]),
      "evidence/entities.csv": "key,kind\nextra,person\n",
      "evidence/evidence.csv": CSVTable.text([
        [
          ("attribution", "a-cited"), ("document", document), ("text_version", word("version")),
          ("quote", "not there"),
        ], [("attribution", "a-memo"), ("document", person)],
      ]),
      "identity/entities.csv": "key,kind\nextra,person\n",
      "identity/identity.csv": CSVTable.text([
        [("entity", document), ("other", "memo"), ("verdict", "same")],
        [("entity", person), ("other", person), ("verdict", "same")],
        [("entity", person), ("other", Self.near(document)), ("verdict", "same")],
      ]),
      "text/entities.csv": "key,kind\nextra,person\n",
      "text/texts/\(document).txt": "other words",
      "person/entities.csv": "key,kind\nextra,person\n",
      "person/texts/\(person).txt": "words of a person",
      "broken/entities.csv": "key,kind\nextra,person\n",
      "broken/texts/\(document).txt": "no UTF-8: \u{7F}",
    ]
  }

  private mutating func verdict(_ entity: String, _ other: String, _ verdict: String) -> TableRow {
    [
      ("entity", word(entity)), ("other", other), ("verdict", verdict), ("author", "tester"),
      ("reason", secrets.text("reason of a verdict on \(entity)")),
    ]
  }

  private static func open(_ key: String, _ kind: String, _ name: String) -> TableRow {
    [("key", key), ("kind", kind), ("name", name), ("date", "2020")]
  }

  private static func openAttribution(
    _ id: String, _ source: String, _ relation: String, _ target: String
  ) -> TableRow {
    [
      ("id", id), ("source", source), ("relation", relation), ("target", target),
      ("about", relation == "cited_by" ? "claim" : ""), ("note", "plain"),
    ]
  }
}
