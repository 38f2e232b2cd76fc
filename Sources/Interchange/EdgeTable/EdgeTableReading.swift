/// What reading a table came to.
package struct EdgeTableReading: Hashable, Sendable {
  /// How many rows there were, without the header, comments and blank lines.
  package var rows = 0

  /// How many relations the mapping brought with it.
  package var additions = 0

  /// How many entities were handed on.
  package var entities = 0

  /// How many entities stand at an end of an attribution.
  package var joinedEntities = 0

  /// How many attributions were handed on.
  package var attributions = 0

  /// The same by the name of the relation.
  package var attributionsByRelation: [String: Int] = [:]

  /// How many rows the mapping says to skip: by their relation, or for an empty end.
  package var skippedRows = 0

  /// How many rows gave an attribution or entity that an earlier row had given.
  package var duplicateRows = 0

  /// How many attributions are from an entity to itself; they are among those handed on.
  package var selfAttributions = 0

  /// How many pairs of entities have attributions of one relation both ways.
  package var reciprocalPairs = 0

  /// The first problems that were met, in the order of reading; the mapping's own come first.
  package var problems: [ImportProblem] = []

  /// How many problems there were, those beyond the limit included.
  package var problemCount = 0

  /// What to look at although the table could be read, in a fixed order.
  package var warnings: [EdgeTableWarning] = []

  package init() {}
}

/// Something about a table that its reader should look at.
package struct EdgeTableWarning: Hashable, Sendable {
  /// What it is, for a program to switch on.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// The table is not in UTF-8, and its encoding was guessed.
    case assumedEncoding

    /// Texts that differ in signs or letters' case only got keys with a digest.
    case similarTexts

    /// Rows describe one entity in different ways; the first description was taken.
    case differentDescriptions

    /// Ends are not in the table of entities.
    case unlistedEntities

    /// Dates that are none of EDTF's were kept as a property.
    case otherDates

    /// Rows came again.
    case duplicateRows

    /// Attributions are from an entity to itself.
    case selfAttributions

    /// Attributions of one relation go both ways.
    case bothDirections
  }

  package let code: Code

  /// Without capital or full stop, to follow a place.
  package let message: String

  /// Where it was met first.
  package let place: Place

  package init(code: Code, message: String, place: Place) {
    self.code = code
    self.message = message
    self.place = place
  }
}

/// A warning that counts how often it was met.
struct CountedWarning {
  private(set) var count = 0
  private(set) var place: Place?

  /// A word on where it was met first.
  private(set) var example = ""

  mutating func note(_ place: Place, _ example: @autoclosure () -> String = "") {
    count += 1
    if self.place != nil { return }
    self.place = place
    self.example = example()
  }

  func warning(
    _ code: EdgeTableWarning.Code, _ message: (Int, String) -> String
  ) -> EdgeTableWarning? {
    place.map { EdgeTableWarning(code: code, message: message(count, example), place: $0) }
  }
}
