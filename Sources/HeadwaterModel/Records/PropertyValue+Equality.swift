extension PropertyValue {
  /// Whether two values are stored and shown alike: NaN equals NaN, and 0.0 is not -0.0.
  public static func == (left: PropertyValue, right: PropertyValue) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.float(let left), .float(let right)):
      left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
    case (.boolean(let left), .boolean(let right)): left == right
    case (.temporal(let leftType, let left), .temporal(let rightType, let right)):
      leftType == rightType && left == right
    case (.list(let leftType, let left), .list(let rightType, let right)):
      leftType == rightType && left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(typeName)
    hasher.combine(scalarText)
  }
}
