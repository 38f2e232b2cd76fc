import HeadwaterModel

/// The numbers that stand for words in the case; `schema/0001_initial.sql` lists them.
enum Code {
  private static let roles: [RelationRole] = [.transmission, .origination, .stance, .association]
  private static let namings: [Naming] = [.named, .pseudonym, .role, .unnamed, .withheld]
  private static let marks: [UpstreamMark] = [.unexplored, .origin, .undisclosed]
  private static let statuses: [RecordStatus] = [.recorded, .suggested, .rejected]
  private static let bases: [Basis] = [.origin, .undisclosed, .relayed]
  private static let terms: [SpeakingTerms] = [
    .onRecord, .background, .deepBackground, .offRecord, .unknown,
  ]

  static let withheld = of(Naming.withheld)

  static func of(_ role: RelationRole) -> Int64 { number(role, in: roles) }
  static func of(_ naming: Naming) -> Int64 { number(naming, in: namings) }
  static func of(_ mark: UpstreamMark) -> Int64 { number(mark, in: marks) }
  static func of(_ status: RecordStatus) -> Int64 { number(status, in: statuses) }
  static func of(_ terms: SpeakingTerms?) -> Int64? { terms.map { number($0, in: Self.terms) } }

  /// The marks' numbers, from 1: an attribution has no basis `unexplored`.
  static func of(_ basis: Basis?) -> Int64? { basis.map { number($0, in: bases) + 1 } }

  static func role(_ number: Int64) -> RelationRole { item(number, in: roles) ?? .association }
  static func naming(_ number: Int64) -> Naming { item(number, in: namings) ?? .withheld }
  static func mark(_ number: Int64) -> UpstreamMark { item(number, in: marks) ?? .unexplored }
  static func status(_ number: Int64) -> RecordStatus { item(number, in: statuses) ?? .rejected }
  static func terms(_ number: Int64?) -> SpeakingTerms? {
    number.flatMap { item($0, in: terms) }
  }
  static func basis(_ number: Int64?) -> Basis? { number.flatMap { item($0 &- 1, in: bases) } }

  private static func number<Item: Equatable>(_ item: Item, in items: [Item]) -> Int64 {
    Int64(items.firstIndex(of: item) ?? 0)
  }

  private static func item<Item>(_ number: Int64, in items: [Item]) -> Item? {
    items.indices.contains(Int(clamping: number)) ? items[Int(clamping: number)] : nil
  }
}
