/// What the questions turn on: the first entity of each is the subject.
extension OracleCaseBuilder {
  mutating func plantQuestionMotif() {
    switch choice.below(100) {
    case 0..<25: plantBureau()
    case 25..<33: plantVersions()
    case 33..<42: plantOutletBetween()
    case 42..<54: plantRestingOnItself()
    case 54..<66: plantClosedCircleAbove()
    case 66..<80: plantTwoWaysAtOutlet()
    case 80..<88: plantAgentsInACircle()
    case 88..<94: plantThreeOutlets()
    default: plantApart()
    }
  }

  /// Two sources behind one bureau, and perhaps a document beside it.
  private mutating func plantBureau() {
    let (claim, article, bureau) = (add(.claim), add(.document), add(.outlet))
    let (one, other) = (add(.person), add(.person))
    link(article, "asserted", claim, basis: .relayed)
    link(bureau, "told", article, about: claim, basis: .relayed)
    let basis = choice.pick([OracleBasis.origin, .origin, .undisclosed])
    link(one, "leaked_to", bureau, about: claim, basis: basis)
    link(other, "leaked_to", bureau, about: claim, basis: .origin)
    if choice.chance(75) {
      let third = add(.person)
      if choice.chance(40) { link(third, "told", bureau, about: claim, basis: .origin) }
    }
    if choice.chance(60) {
      let paper = add(.document)
      link(paper, "asserted", claim, basis: .relayed)
      link(add(.document), "cited_by", paper, about: claim, basis: .origin)
    }
  }

  /// A story that rests on one version of a work, and on which the next version rests.
  private mutating func plantVersions() {
    let (second, story, first) = (add(.document), add(.document), add(.document))
    let claim = choice.chance(50) ? add(.claim) : nil
    link(first, "revised_as", second, about: claim, basis: .relayed)
    link(first, "cited_by", story, about: claim, basis: .relayed)
    link(story, "cited_by", second, about: claim, basis: .relayed)
    if choice.chance(60) {
      link(add(.person), "authored", first, about: claim, basis: .origin)
    }
    if choice.chance(40) {
      let third = add(.document)
      link(second, "revised_as", third, basis: .relayed)
      if choice.chance(40) { link(third, "cited_by", story, basis: .relayed) }
    }
  }

  /// An outlet with two documents, through which nothing goes round: each is another matter.
  private mutating func plantOutletBetween() {
    let (report, story, outlet, other) =
      (add(.document), add(.document), add(.outlet), add(.document))
    link(story, "cited_by", report, basis: .relayed)
    link(outlet, "published", story, basis: .relayed)
    link(outlet, "published", other, basis: .relayed)
    link(report, "leaked_to", outlet, about: other, basis: .relayed)
    link(add(.person), "told", outlet, about: story, basis: .origin)
    if choice.chance(30) { link(report, "leaked_to", outlet, about: story, basis: .relayed) }
    isSmall = choice.chance(60)
  }

  /// A subject that goes round with others, and with nothing else.
  private mutating func plantRestingOnItself() {
    let (subject, second) = (add(.document), add(.document))
    link(second, "cited_by", subject, basis: .relayed)
    link(subject, "quoted_by", second, basis: .relayed)
    if choice.chance(50) {
      let third = add(.document)
      link(third, "cited_by", second, basis: .relayed)
      link(second, "cited_by", third, basis: .relayed)
    }
    leavesFirstAlone = true
    isSmall = choice.chance(80)
  }

  /// A circle that nothing enters, upstream of the subject.
  private mutating func plantClosedCircleAbove() {
    let start = choice.chance(50) ? add(.claim) : nil
    let (subject, one, other) = (add(.document), add(.document), add(.document))
    if let start { link(subject, "asserted", start, basis: .relayed) }
    link(one, "cited_by", subject, about: start, basis: .relayed)
    link(other, "cited_by", one, about: start, basis: .relayed)
    link(one, "quoted_by", other, about: start, basis: .relayed)
    if choice.chance(60) { link(add(.person), "told", subject, about: start, basis: .origin) }
    isSmall = choice.chance(60)
  }

  /// An outlet that is reached with two documents in view, and was told other things of each.
  private mutating func plantTwoWaysAtOutlet() {
    let (subject, one, other) = (add(.document), add(.document), add(.document))
    let (outlet, teller, second) = (add(.outlet), add(.person), add(.person))
    link(one, "cited_by", subject, basis: .relayed)
    link(other, "cited_by", subject, basis: .relayed)
    link(outlet, "published", one, basis: .relayed)
    link(outlet, "told", other, basis: .relayed)
    link(teller, "told", outlet, about: one, basis: .origin)
    link(second, "told", outlet, about: other, basis: choice.chance(50) ? .origin : nil)
    if choice.chance(50) { link(add(.document), "cited_by", one, basis: .origin) }
    isSmall = choice.chance(50)
  }

  /// Agents who told each other what a claim holds.
  private mutating func plantAgentsInACircle() {
    let (claim, one, other, third) = (add(.claim), add(.person), add(.outlet), add(.group))
    let document = add(.document)
    link(document, "asserted", claim, basis: .relayed)
    link(one, "told", document, about: claim, basis: .relayed)
    link(other, "told", one, about: claim, basis: .relayed)
    if choice.chance(50) {
      link(one, "told", other, about: claim, basis: .relayed)
    } else {
      link(third, "told", other, about: claim, basis: .relayed)
      link(one, "told", third, about: claim, basis: .relayed)
    }
    if choice.chance(50) {
      link(
        add(.person), "leaked_to", other, about: claim, basis: choice.pick([.origin, nil]) ?? nil)
    }
    isSmall = choice.chance(50)
  }

  /// Three ways, any two of which share an outlet, that no outlet lies on all of.
  private mutating func plantThreeOutlets() {
    let subject = add(.document)
    let documents = [add(.document), add(.document), add(.document)]
    let outlets = [add(.outlet), add(.outlet), add(.outlet)]
    for (index, document) in documents.enumerated() {
      link(document, "cited_by", subject, basis: .relayed)
      link(outlets[index], "told", document, basis: .relayed)
      link(
        outlets[(index + 1) % 3], "told", outlets[index], about: document, basis: .origin)
    }
    isSmall = choice.chance(80)
  }

  /// Two documents with sources of their own.
  private mutating func plantApart() {
    let (subject, other) = (add(.document), add(.document))
    link(add(.person), "told", subject, basis: .origin)
    link(add(.person), "told", other, basis: .origin)
    if choice.chance(50) { link(add(.document), "cited_by", other, basis: .origin) }
    isSmall = choice.chance(70)
  }
}
