/// What is wrong with what is being read: the first problems, and how many there are.
struct ProblemList {
  private(set) var problems: [ImportProblem] = []

  /// How many there were, those beyond the limit included.
  private(set) var count = 0

  mutating func note(_ problem: ImportProblem) {
    count += 1
    if problems.count < CaseFolderReader.problemLimit { problems.append(problem) }
  }
}
