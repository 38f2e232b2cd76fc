/// The limits of a case, all in UTF-8 bytes or in counts.
public enum Limits {
  public static let keyBytes = 200
  public static let uidBytes = 200
  public static let nameBytes = 4_000
  public static let vocabularyNameBytes = 60
  public static let propertyNameBytes = 200
  /// One text field: a description, a note, a quotation, a property.
  public static let fieldBytes = 1_000_000
  /// One stored text of a document.
  public static let textBytes = 256_000_000
}
