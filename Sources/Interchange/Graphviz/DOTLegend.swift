/// The legend of a picture: what shapes and lines mean.
enum DOTLegend {
  static let text = """
      subgraph "cluster legend" {
        label="Legend"; style="rounded"; color="#999999"; fontsize="10"
        node [fontsize="9"]
        "legend document" [label="document", shape="note"]
        "legend claim" [label="claim", shape="hexagon"]
        "legend outlet" [label="outlet", shape="component"]
        "legend person" [label="person", shape="ellipse"]
        "legend unnamed" [label="unnamed group", shape="ellipse", peripheries="2", \
    style="filled,dashed"]
        "legend withheld" [label="withheld", shape="box", fillcolor="#000000", \
    fontcolor="#ffffff"]
        "legend document" -> "legend outlet" [label="established", dir="back", arrowtail="normal"]
        "legend outlet" -> "legend unnamed" [label="possible", dir="back", arrowtail="normal", \
    style="dotted"]
        "legend claim" -> "legend person" [label="denied by", dir="back", arrowtail="tee", \
    style="dashed", color="#d55e00", fontcolor="#d55e00", penwidth="2.4"]
        "legend person" -> "legend withheld" [label="tie, no hop", dir="none", style="dashed", \
    color="#767676", fontcolor="#767676"]
      }

    """
}
