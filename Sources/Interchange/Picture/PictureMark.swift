/// Why an entity stands out in the picture of a question, with the words that say so.
package enum PictureMark: String, CaseIterable, Hashable, Sendable {
  /// An end that is firsthand.
  case origin
  /// An end that is none: undisclosed, unexplored or circular.
  case openEnd
  case singlePoint
  case cut
  case takenOut
  case unsupported
  case nothingLeft
  case weakened
  case recheck
  case stands
  case nearestShared
  case shared
  case cameIn
  case inGroup
  case first

  /// How it looks, whichever question it belongs to.
  ///
  /// Of several marks the one that stands out most decides.
  package enum Look: Int, CaseIterable, Hashable, Sendable, Comparable {
    /// A thin line round it and nothing else: what the words say is all.
    case plain
    /// A thick line.
    case firm
    /// Thick and shaded: where an answer begins.
    case ground
    /// Thick and shaded in another shade.
    case strong
    /// A double line, thick, shaded: what everything hangs on.
    case strongest
    /// Half of it grey.
    case halfGrey
    /// All of it grey.
    case grey
    /// A double thick black line, and grey.
    case out

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package var look: Look {
    switch self {
    case .origin: .ground
    case .openEnd: .firm
    case .singlePoint, .nearestShared: .strongest
    case .cut, .shared: .strong
    case .takenOut: .out
    case .unsupported, .nothingLeft: .grey
    case .weakened: .halfGrey
    case .recheck, .cameIn, .first: .ground
    case .stands, .inGroup: .plain
    }
  }

  /// The line in the entity's own label; nil where how a chain ends says it already.
  package var label: String? {
    switch self {
    case .origin, .openEnd: nil
    case .singlePoint: "◆ single point"
    case .cut: "✂ smallest cut"
    case .takenOut: "✕ taken out"
    case .unsupported: "✗ loses all support"
    case .nothingLeft: "✗ nothing left to pass on"
    case .weakened: "▽ weakened"
    case .recheck: "? to be looked at again"
    case .stands: "✓ stands"
    case .nearestShared: "◆ nearest shared"
    case .shared: "◇ shared"
    case .cameIn: "▷ brought it in"
    case .inGroup: "↻ in the group"
    case .first: "▷ first to carry it"
    }
  }

  /// What it means, in the legend.
  package var meaning: String {
    switch self {
    case .origin: "● origin: firsthand, nothing lies upstream"
    case .openEnd: "an end that is no origin"
    case .singlePoint: "◆ single point: without it no end is reached"
    case .cut: "✂ smallest cut: without all of these no end is reached"
    case .takenOut: "✕ taken out: supports nothing any more"
    case .unsupported: "✗ grey: loses all support"
    case .nothingLeft: "✗ grey: between, with nothing left to pass on"
    case .weakened: "▽ half grey: loses some of its ends"
    case .recheck: "? to be looked at again"
    case .stands: "✓ stands: keeps all its ends"
    case .nearestShared: "◆ nearest to those compared that they share"
    case .shared: "◇ upstream of more than one of those compared"
    case .cameIn: "▷ gave it to the group from outside"
    case .inGroup: "↻ in the group, off the shortest circle"
    case .first: "▷ first: nothing is definitely before"
    }
  }
}

/// What sets a line apart in the picture of a question.
package enum LineMark: Hashable, Sendable {
  /// Part of a way that shares no entity with the others, numbered from 1.
  case way(Int)
  /// Part of a circle.
  case ring
  /// It carries nothing any more.
  case falls
  /// A verdict, not an attribution: the two may be one.
  case possiblySame
}

/// A place in a picture that is not left to Graphviz, in points, y upwards.
package struct PicturePoint: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// The scale of a picture in which time runs from left to right.
package struct PictureTime: Hashable, Sendable {
  /// A moment with the nodes that stand under it.
  package struct Column: Hashable, Sendable {
    package let name: String
    package var nodes: [String]

    package init(name: String, nodes: [String]) {
      self.name = name
      self.nodes = nodes
    }
  }

  /// Earliest first.
  package var columns: [Column]

  /// What has no date: it stands apart, after the last column.
  package var undated: [String]

  package init(columns: [Column], undated: [String] = []) {
    self.columns = columns
    self.undated = undated
  }
}
