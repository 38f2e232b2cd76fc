import Interchange

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the parts of one loop stand, in points.
struct RingShape {
  let centre: PicturePoint
  fileprivate let count: Int
  fileprivate let radius: Double

  /// The place of a member of the circle: clockwise from the top.
  func ring(_ index: Int) -> PicturePoint { point(Double(index), radius) }

  /// The place of the label between a member and the next.
  func between(_ index: Int) -> PicturePoint { point(Double(index) + 0.5, radius) }

  /// The places of those who brought it in: a row above the circle.
  func entry(_ index: Int, of count: Int) -> PicturePoint {
    row(index, of: count, y: Double(centre.y) + radius + RingPlaces.rowHeight)
  }

  /// The places of the others in the group: a row below the circle.
  func beside(_ index: Int, of count: Int) -> PicturePoint {
    row(index, of: count, y: Double(centre.y) - radius - RingPlaces.rowHeight)
  }

  /// The place of what is said of those left out.
  var rest: PicturePoint {
    PicturePoint(x: centre.x, y: centre.y - Int(radius + RingPlaces.rowHeight * 1.6))
  }

  private func point(_ step: Double, _ radius: Double) -> PicturePoint {
    let angle = Double.pi / 2 - 2 * Double.pi * step / Double(count)
    return PicturePoint(
      x: centre.x + Int((radius * 1.25 * cos(angle)).rounded()),
      y: centre.y + Int((radius * sin(angle)).rounded()))
  }

  private func row(_ index: Int, of count: Int, y: Double) -> PicturePoint {
    let x = (Double(index) - Double(count - 1) / 2) * RingPlaces.columnWidth
    return PicturePoint(x: centre.x + Int(x.rounded()), y: Int(y.rounded()))
  }
}

/// Sets loops beside each other, from left to right and then below.
struct RingPlaces {
  static let columnWidth = 190.0
  static let rowHeight = 130.0

  /// Points across, above which a loop stands below the others.
  private static let pageWidth = 1500.0

  private var left = 0.0
  private var top = 0.0
  private var lowest = 0.0

  /// The place of a loop of so many on its circle, bringing it in, and beside it.
  mutating func next(ring: Int, entries: Int, beside: Int) -> RingShape {
    let count = max(2, ring)
    // Neighbours on the circle leave room for a label between them.
    let radius = max(140, 210 / (2 * sin(Double.pi / Double(count))))
    let rows = Double(max(entries, beside)) * Self.columnWidth
    let width = max(2.5 * radius + Self.columnWidth, rows) + 60
    let above = radius + (entries > 0 ? Self.rowHeight : 0) + 60
    let below = radius + (beside > 0 ? Self.rowHeight * 1.6 : 0) + 60
    if left > 0, left + width > Self.pageWidth {
      left = 0
      top = lowest
    }
    let centre = PicturePoint(
      x: Int((left + width / 2).rounded()), y: Int((top - above).rounded()))
    left += width
    lowest = min(lowest, top - above - below)
    return RingShape(centre: centre, count: count, radius: radius)
  }
}
