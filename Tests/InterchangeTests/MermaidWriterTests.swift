import HeadwaterModel
import Interchange
import Testing

/// How a picture is put as a Mermaid flow chart.
@Suite struct MermaidWriterTests {
  @Test("A small picture reads like this")
  func snapshot() {
    #expect(
      MermaidWriter.mermaid(DOTWriterTests.small) == #"""
        ---
        title: "A \x22story\x22"
        ---
        flowchart LR
          n1[/"A story<br/>document"/]
          subgraph g2[" "]
            n2[/"A report<br/>document"/]
            n3[["The Paper<br/>outlet"]]
          end
          n4(("Leakers<br/>unnamed group<br/>insider of ICRC<br/>● origin"))
          n5["Withheld source 1<br/>person"]
          n6((" "))
          n2 === n6
          n6 ==>|"cited by<br/>2023-07-20, ¶18<br/>⚠ later than<br/>what it fed"| n1
          n4 -.->|"leaked to"| n2
          n5 --x|"denied"| n6
          linkStyle 0,1 stroke:#cc79a7,stroke-width:4px
          linkStyle 2 stroke:#0072b2,stroke-width:2px,stroke-dasharray:2 4
          linkStyle 3 stroke:#d55e00,stroke-width:3px,stroke-dasharray:7 4
          classDef default fill:#ffffff,stroke:#333333,color:#000000
          classDef subject fill:#fff3c4,stroke:#333333,stroke-width:4px
          class n1 subject
          classDef unnamed stroke:#333333,stroke-dasharray:7 4
          class n4 unnamed
          classDef withheld fill:#000000,stroke:#000000,color:#ffffff
          class n5 withheld
          classDef group fill:#eceff2,stroke:#eceff2
          class g2 group
          classDef point fill:#333333,stroke:#333333
          class n6 point

        """#)
  }

  private static func label(_ name: String) -> String {
    let text = MermaidWriter.mermaid(
      Picture(nodes: [PictureNode(id: "n", name: name, kind: .organisation)], edges: []))
    let line = text.split(separator: "\n")[1]
    return String(line.split(separator: "\"")[1].replacing("<br/>organisation", with: ""))
  }

  @Test("What Mermaid could read as a command, Markdown or HTML is an entity")
  func entities() {
    let shown = [
      ("\"];}", "#34;#93;#65279;#59;#125;"), ("<b>", "#60;b#62;#65279;"),
      ("\\N", "#92;#65279;N"), ("a\nb", "a⏎b"), ("\u{202E}x", "#92;#65279;u#123;202e#125;x"),
      ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"), ("`end`", "#96;end#96;"),
      ("-- ->", "#45;#65279;#45;#65279; #45;#65279;#62;#65279;"), ("end", "end"),
      ("&lt;", "#38;lt#59;"), ("#35;", "#35;#65279;35#59;"), ("_a_", "#95;#65279;a#95;#65279;"),
      ("1. x", "1#46;#65279; x"), ("- x", "#45;#65279; x"), ("fa:fa-car", "fa#58;#65279;fa-car"),
      ("2023-07-20, v.2", "2023-07-20, v.2"), ("😀 ¶4", "😀 ¶4"),
      ("\u{FB02}°°34¶ß", "\u{FB02}#65279;°°34¶#65279;ß"),
    ]
    for (name, text) in shown { #expect(Self.label(name) == text) }
  }

  @Test("Every line is of a known form, whatever the names")
  func forms() {
    var picture = PictureTests.picture(PictureTests.nasty)
    picture.title = "\"nasty\": # ---"
    picture.legend = true
    let label = #""[^"`%;\\{}\[\]|]*(#[0-9]+;[^"`%;\\{}\[\]|]*)*""#
    let forms = [
      #"flowchart LR"#, #"---"#, #"title: "([A-Za-z0-9 ]|\\x[0-9a-f]{2})*""#,
      #" *subgraph [a-z]+[0-9]* ?\["[ A-Za-z]+"\]"#, #"  end"#,
      #" *n[0-9]+[\[({/]+"# + label + #"[\])}/]+"#,
      #"  n[0-9]+ (---|-\.-|===|--[>xo]|-\.-[>xo]|==[>xo])(\|"# + label + #"\|)? n[0-9]+"#,
      #"  linkStyle [0-9,]+ [a-z0-9 ,:#-]+"#, #"  classDef [a-z]+ [a-z0-9 ,:#-]+"#,
      #"  class [a-z0-9,]+ [a-z]+"#,
    ].compactMap { try? Regex($0) }
    #expect(forms.count == 10)
    for line in MermaidWriter.mermaid(picture).split(separator: "\n") {
      #expect(forms.contains { (try? $0.wholeMatch(in: line)) ?? nil != nil }, "\(line)")
    }
  }

  @Test("Every link has one style, and every colour six digits")
  func styles() {
    let text = MermaidWriter.mermaid(PictureTests.picture(PictureTests.nasty))
    let lines = text.split(separator: "\n")
    let links = lines.count { $0.firstMatch(of: /^  n[0-9]+ [-=]/) != nil }
    let numbers = lines.filter { $0.hasPrefix("  linkStyle ") }
      .flatMap { $0.split(separator: " ")[1].split(separator: ",").compactMap { Int($0) } }
    #expect(numbers.sorted() == Array(0..<links))
    let colours = text.matches(of: /:#[0-9a-f]+/)
    #expect(!colours.isEmpty && colours.allSatisfy { $0.output.count == 8 })
  }
}
