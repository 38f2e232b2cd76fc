/// What is too rare to come about by chance: the first entity of each is the subject.
extension OracleCaseBuilder {
  mutating func plantMotif() {
    switch choice.below(100) {
    case 0..<5: plantHub()
    case 5..<15: plantNoJointChoice()
    case 15..<19: plantAgents()
    case 19..<32: plantByline()
    case 32..<39: plantNamedDocument()
    case 39..<46: plantVariants()
    case 46..<59: plantCircle()
    case 59..<66: plantBareDocuments()
    case 66..<80: plantTwoMatters()
    case 80..<85: plantKeptView()
    case 85..<92: plantMarkedSubject()
    default: _ = add(choice.pick([.claim, .claim, .document, .document, .outlet]) ?? .claim)
    }
  }

  /// One hop with two matters, only one of which goes on or back.
  private mutating func plantTwoMatters() {
    let (subject, agent) = (add(.document), add(.outlet))
    let (one, other, teller) = (add(.claim), add(.claim), add(.person))
    link(agent, "told", subject, about: one, basis: .relayed)
    link(agent, "told", subject, basis: .relayed)
    link(subject, "asserted", other)
    let further = choice.chance(50) ? subject : teller
    link(further, further == subject ? "leaked_to" : "told", agent, about: other, basis: .relayed)
    isSmall = choice.chance(70)
  }

  /// A document that stays in view from agent to agent.
  private mutating func plantKeptView() {
    let (subject, agent, teller) = (add(.document), add(.outlet), add(.person))
    let (source, claim) = (add(.group), add(.claim))
    link(agent, "told", subject, basis: .relayed)
    link(teller, "told", agent, basis: .relayed)
    link(subject, "asserted", claim)
    let about = choice.pick([subject, claim, add(.claim), add(.document)])
    link(source, "told", teller, about: about, basis: .relayed)
  }

  /// A subject with a mark of its own, and nothing into it that is a step.
  private mutating func plantMarkedSubject() {
    let subject = add(choice.pick([.document, .outlet, .person]) ?? .document)
    let agent = add(.organisation)
    mark(subject, choice.chance(50) ? .origin : .undisclosed)
    link(agent, "confirmed", subject)
    if subject == entities[0].key, entities[0].kind == .document, choice.chance(50) {
      link(agent, "published", subject, basis: .relayed)
    }
    leavesFirstAlone = choice.chance(90)
  }

  /// An outlet that made a document, and was told of what that document draws on.
  private mutating func plantHub() {
    let (story, outlet) = (add(.document), add(.outlet))
    let (source, teller) = (add(.document), add(.person))
    link(outlet, choice.chance(50) ? "published" : "authored", story)
    if choice.chance(50) { link(outlet, "told", story, basis: .relayed) }
    link(source, "cited_by", story, basis: .relayed)
    link(teller, "told", outlet, about: source)
    if choice.chance(60) { link(add(.claim), "variant_of", add(.claim)) }
  }

  /// Two choices on the first hop, each of which is vague on another hop further up.
  private mutating func plantNoJointChoice() {
    let (subject, first, second, third) =
      (add(.document), add(.document), add(.document), add(.document))
    let claim = add(.claim)
    link(first, "cited_by", subject, about: claim, basis: .relayed)
    link(first, "cited_by", subject, about: third, basis: .relayed)
    link(second, "cited_by", first, basis: .relayed)
    link(second, "asserted", claim)
    link(third, "cited_by", second)
    isSmall = choice.chance(50)
  }

  /// Agents telling agents, before any document.
  private mutating func plantAgents() {
    let (subject, first, second) = (add(.outlet), add(.person), add(.group))
    let (document, work) = (add(.document), choice.chance(50) ? add(.claim) : add(.document))
    link(first, "told", subject, basis: .relayed)
    link(second, "told", first, about: choice.chance(40) ? work : nil, basis: .relayed)
    link(document, "leaked_to", choice.chance(50) ? second : first, basis: .relayed)
    if choice.chance(60) { link(work == document ? first : second, "told", document, about: work) }
    if choice.chance(60) { link(document, "leaked_to", subject, basis: .relayed) }
  }

  /// A byline whose agent has a further step, of one sort or another.
  private mutating func plantByline() {
    let start = choice.chance(40) ? add(.claim) : nil
    let (document, agent, teller) = (add(.document), add(.organisation), add(.person))
    let claim = start ?? add(.claim)
    if start != nil || choice.chance(85) { link(document, "asserted", claim, basis: .relayed) }
    link(agent, choice.chance(50) ? "published" : "authored", document, basis: .relayed)
    switch choice.below(8) {
    case 0: link(document, "leaked_to", agent)
    case 1: link(teller, "told", agent)
    case 2: link(teller, "told", agent, about: add(.claim), basis: .origin)
    case 3...5: link(teller, "told", agent, about: add(.claim), basis: .relayed)
    case 6: link(teller, "told", agent, about: document, basis: .undisclosed)
    default: link(teller, "told", agent, about: document, basis: .relayed)
    }
    isSmall = choice.chance(50)
  }

  /// A step that names a document, which then is in view at another.
  private mutating func plantNamedDocument() {
    let (subject, first, named) = (add(.document), add(.document), add(.document))
    let (other, claim) = (add(.document), add(.claim))
    link(first, "cited_by", subject, about: named, basis: .relayed)
    link(choice.chance(50) ? named : other, "cited_by", first, basis: .relayed)
    if choice.chance(60) { link(named, "asserted", claim) }
    if choice.chance(60) { link(other, "quoted_by", named) }
    if choice.chance(60) {
      link(add(.person), "told", first, about: choice.pick([claim, other, named]))
    }
  }

  /// A claim, a variant of it, and a variant of the variant.
  private mutating func plantVariants() {
    let (subject, variant, document) = (add(.claim), add(.claim), add(.document))
    let (source, giver) = (add(.document), add(.person))
    link(document, "asserted", subject, basis: .relayed)
    if choice.chance(50) {
      link(variant, "variant_of", subject)
    } else {
      link(subject, "variant_of", variant)
    }
    link(source, "asserted", variant)
    link(giver, "told", document, about: choice.pick([variant, source]), basis: .relayed)
    link(source, "cited_by", document, about: choice.chance(50) ? variant : nil, basis: .relayed)
    if choice.chance(50) {
      link(source, "asserted", subject)
      link(giver, "told", source, about: choice.pick([source, variant]))
    }
    link(source, "leaked_to", giver, basis: .relayed)
    if choice.chance(50) {
      let second = add(.claim)
      link(second, "variant_of", variant)
      link(add(.group), "told", giver, about: second)
    }
  }

  /// Two documents and an agent in a circle.
  private mutating func plantCircle() {
    let (subject, document, agent) = (add(.document), add(.document), add(.outlet))
    let basis = choice.pick([OracleBasis.relayed, .origin, .undisclosed])
    link(document, "cited_by", subject, basis: .relayed)
    link(agent, "told", document, basis: .relayed)
    link(subject, "leaked_to", agent, basis: basis)
    if choice.chance(50) { link(agent, "told", document, about: add(.claim), basis: .relayed) }
    if choice.chance(40) { link(document, "revised_as", subject, basis: .origin) }
    if choice.chance(90) {
      link(subject, "quoted_by", document, basis: basis)
      link(add(.person), "told", agent)
    }
    isSmall = choice.chance(40)
  }

  /// A claim that travels by agents, past documents without claims of their own.
  private mutating func plantBareDocuments() {
    let (subject, document, agent) = (add(.claim), add(.document), add(.outlet))
    let (bare, further) = (add(.document), add(.document))
    link(document, "asserted", subject, basis: .relayed)
    link(agent, "told", document, basis: .relayed)
    link(add(.person), "told", agent, about: choice.pick([bare, further]), basis: .relayed)
    link(choice.pick([bare, further]) ?? bare, "leaked_to", agent, basis: .relayed)
    if choice.chance(60) { link(bare, "quoted_by", document, about: further, basis: .relayed) }
    if choice.chance(60) {
      let about = choice.chance(60) ? add(.document) : document
      link(agent, "told", bare, about: about, basis: .relayed)
    }
    if choice.chance(50) { link(agent, "told", bare, about: choice.pick([document, further])) }
    if choice.chance(40) { link(further, "asserted", add(.claim)) }
  }
}
