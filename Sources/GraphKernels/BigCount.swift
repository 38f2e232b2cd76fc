/// A natural number of any size: how many chains there are.
///
/// It can be added to and printed, which is all that counting needs; the packages that offer big
/// integers bring the whole of Foundation with them. Digits are of base 10¹⁸, lowest first, with
/// no zero on top, so that zero has no digits.
public struct BigCount: Hashable, Comparable, Sendable {
  private static let base: UInt64 = 1_000_000_000_000_000_000
  private static let digitsPerLimb = 18

  private var limbs: [UInt64]

  public init(_ value: UInt64 = 0) {
    limbs = []
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  /// - Complexity: O(digits).
  public static func += (left: inout BigCount, right: BigCount) {
    var carry: UInt64 = 0
    for index in 0..<max(left.limbs.count, right.limbs.count) {
      if index == left.limbs.count { left.limbs.append(0) }
      var sum = left.limbs[index] + carry
      if index < right.limbs.count { sum += right.limbs[index] }
      carry = sum >= base ? 1 : 0
      left.limbs[index] = carry == 1 ? sum - base : sum
    }
    if carry == 1 { left.limbs.append(1) }
  }

  public static func < (left: BigCount, right: BigCount) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
      return left.limbs[index] < right.limbs[index]
    }
    return false
  }
}

extension BigCount: CustomStringConvertible {
  /// The decimal digits.
  public var description: String {
    guard let top = limbs.last else { return "0" }
    var text = String(top)
    for limb in limbs.dropLast().reversed() {
      let digits = String(limb)
      text += String(repeating: "0", count: Self.digitsPerLimb - digits.count) + digits
    }
    return text
  }
}
