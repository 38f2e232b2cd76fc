/// What a table's reader should look at.
extension EdgeTableSession {
  /// All warnings, in the order of their codes.
  func warnings() -> [EdgeTableWarning] {
    let counted = [
      similarTexts.warning(.similarTexts) { count, example in
        "\(number(count, "text differs", "texts differ")) from another only in signs or letters' "
          + "case, first \(example): each is an entity of its own, with a digest behind its key"
      },
      differentDescriptions.warning(.differentDescriptions) { count, example in
        "\(number(count, "row describes", "rows describe")) an entity otherwise than an earlier "
          + "row, first \(example): the first description was taken"
      },
      unlistedEntities.warning(.unlistedEntities) { count, example in
        "\(number(count, "entity is", "entities are")) not in the table of entities, first \(example)"
      },
      otherDates.warning(.otherDates) { count, _ in
        "\(number(count, "row has a date that is", "rows have a date that is")) none of EDTF's; it "
          + "was kept as a property"
      },
      duplicateRows.warning(.duplicateRows) { count, _ in
        "\(number(count, "row says", "rows say")) what an earlier row says: it was taken once"
      },
      selfAttributions.warning(.selfAttributions) { count, _ in
        "\(number(count, "attribution is", "attributions are")) from an entity to itself, which is "
          + "stored but never a hop"
      },
      bothDirections.warning(.bothDirections) { count, example in
        "\(number(count, "pair of entities has", "pairs of entities have")) the same relation both "
          + "ways, first \(example): each way is an attribution of its own"
      },
    ]
    return assumptions + counted.compactMap { $0 }
  }

  private func number(_ count: Int, _ one: String, _ several: String) -> String {
    "\(count) \(count == 1 ? one : several)"
  }
}
