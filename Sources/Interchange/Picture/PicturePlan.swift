/// What every format needs to know of a picture before it draws it.
struct PicturePlan {
  /// Nodes that stand together, in the order of the first of each.
  struct Cluster {
    /// The id of the outlet; nil for a node that stands alone.
    let group: String?
    var nodes: [PictureNode]
  }

  /// Those with both ends in the picture.
  let edges: [PictureEdge]

  /// The ids of the edges that a stance is on: each needs a point on its line to lead to.
  let splitEdges: Set<String>

  let clusters: [Cluster]

  /// The group of each node that has one and does not stand alone in it.
  let groups: [String: String]

  init(_ picture: Picture) {
    edges = Self.drawable(picture)
    splitEdges = Set(edges.filter(\.isTargetEdge).map(\.target))
    clusters = Self.clusters(of: picture.nodes)
    var groups: [String: String] = [:]
    for cluster in clusters {
      guard let group = cluster.group else { continue }
      for node in cluster.nodes { groups[node.id] = group }
    }
    self.groups = groups
  }

  /// Leaves out each edge that lacks an end, and with it what is on that edge.
  private static func drawable(_ picture: Picture) -> [PictureEdge] {
    let nodes = Set(picture.nodes.map(\.id))
    let ids = Set(picture.edges.map(\.id))
    var stances: [String: [PictureEdge]] = [:]
    for edge in picture.edges where edge.isTargetEdge {
      stances[edge.target, default: []].append(edge)
    }
    var missing = picture.edges.filter { edge in
      !nodes.contains(edge.source) || !(edge.isTargetEdge ? ids : nodes).contains(edge.target)
    }
    var leftOut: Set<String> = []
    while let edge = missing.popLast() {
      guard leftOut.insert(edge.id).inserted else { continue }
      missing += stances[edge.id] ?? []
    }
    return leftOut.isEmpty ? picture.edges : picture.edges.filter { !leftOut.contains($0.id) }
  }

  private static func clusters(of nodes: [PictureNode]) -> [Cluster] {
    var sizes: [String: Int] = [:]
    for case let group? in nodes.map(\.group) { sizes[group, default: 0] += 1 }
    var clusters: [Cluster] = []
    var places: [String: Int] = [:]
    for node in nodes {
      guard let group = node.group, let size = sizes[group], size > 1 else {
        clusters.append(Cluster(group: nil, nodes: [node]))
        continue
      }
      if let place = places[group] {
        clusters[place].nodes.append(node)
      } else {
        places[group] = clusters.count
        clusters.append(Cluster(group: group, nodes: [node]))
      }
    }
    return clusters
  }
}
