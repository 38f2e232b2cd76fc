import HeadwaterTestSupport

/// Makes the case of a question small while something stays wrong with it, to be read by people.
enum QuestionShrinking {
  /// The case with as few attributions and verdicts as `isWrong` lets it have.
  static func shrunk(
    _ question: QuestionOracleTests.Question,
    while isWrong: (QuestionOracleTests.Question) -> Bool
  ) -> QuestionOracleTests.Question {
    var smallest = question
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in candidates(smallest) where isWrong(candidate) {
        smallest = candidate
        isSmaller = true
        break
      }
    }
    return smallest
  }

  private static func candidates(
    _ question: QuestionOracleTests.Question
  ) -> [QuestionOracleTests.Question] {
    var worlds: [OracleCase] = []
    for index in question.world.attributions.indices {
      var world = question.world
      let id = world.attributions.remove(at: index).id
      world.attributions.removeAll { $0.targetAttribution == id }
      worlds.append(world)
      if question.world.attributions[index].joint != nil {
        world = question.world
        world.attributions[index].joint = nil
        worlds.append(world)
      }
    }
    for index in question.world.verdicts.indices {
      var world = question.world
      world.verdicts.remove(at: index)
      worlds.append(world)
    }
    var found = worlds.map { question.with($0) }
    if question.options != OracleOptions() {
      found.append(question.with(question.world, OracleOptions()))
    }
    return found
  }
}

extension QuestionOracleTests.Question {
  /// All of it in a few lines.
  var lines: String {
    let used = Set(
      world.attributions.flatMap { [$0.source, $0.target, $0.about] }.compactMap { $0 } + [subject]
    )
    let entities = world.entities.filter { used.contains($0.key) }.map { entity in
      "\(entity.key) \(entity.kind) \(entity.upstream == .unexplored ? "" : "\(entity.upstream)")"
    }
    let steps = world.attributions.map { step in
      "\(step.source) \(step.relation) \(step.target ?? "on=" + (step.targetAttribution ?? ""))"
        + (step.about.map { " about=\($0)" } ?? "") + (step.basis.map { " basis=\($0)" } ?? "")
        + (step.joint.map { " joint=\($0)" } ?? "")
        + (step.status == .recorded ? "" : " \(step.status)")
    }
    let verdicts = world.verdicts.map { "\($0.one) \($0.judgement) \($0.other)" }
    return "subject \(subject), \(options == OracleOptions() ? "" : "\(options)") "
      + "[" + entities.joined(separator: ", ") + "] [" + steps.joined(separator: ", ") + "] "
      + verdicts.joined(separator: ", ")
  }
}
