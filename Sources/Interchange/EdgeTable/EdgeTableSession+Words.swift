import HeadwaterModel

/// A relation as the rows of a table use it.
struct RelationInUse {
  let name: String

  /// Nil in an open case, where the relation comes into being with its first use.
  let definition: RelationDefinition?
  let sourceIsGiver: Bool

  /// Counts relations from 0.
  let number: Int
}

/// The kinds and relations that a mapping names.
extension EdgeTableSession {
  /// Lists the kinds and relations of a mapping that are not in the vocabulary.
  func checkWords(of mapping: EdgeTableMapping) {
    switch mapping.table {
    case .entities(let entity):
      checkKinds([entity], mapping)
    case .attributions(let attribution):
      checkKinds(
        [attribution.source, attribution.target]
          + [attribution.about, attribution.accordingTo].compactMap { $0 }, mapping)
      for sentence in attribution.relation.sentences {
        guard let phrase = sentence.phrase else { continue }
        do throws(RecordProblem) {
          _ = try relation(sentence, phrase)
        } catch {
          note(ImportProblem(error.inColumn(nil), at: mapping.place(sentence.line)))
        }
      }
    }
  }

  private func checkKinds(_ entities: [EntityMapping], _ mapping: EdgeTableMapping) {
    var checked: Set<KindChoice> = []
    for choice in entities.flatMap(\.kind.choices) where checked.insert(choice).inserted {
      guard kind(named: choice.kind) == nil else { continue }
      note(
        ImportProblem(
          place: mapping.place(choice.line), code: .unknownKind,
          message: "\(quoted(choice.kind)) is no kind of entity",
          suggestions: Nearest.names(to: choice.kind, among: vocabulary.kinds.keys)))
    }
  }

  /// The kind of the vocabulary that a text names, whatever the case of its letters.
  func kind(named text: String) -> String? {
    if vocabulary.kinds[text] != nil { return text }
    let folded = text.lowercased()
    return vocabulary.kinds[folded] == nil ? nil : folded
  }

  /// The relation of a sentence with the phrase that it has, or that a cell gives it.
  ///
  /// - Throws: `unknownRelation`.
  func relation(
    _ sentence: RelationSentence, _ phrase: String
  ) throws(RecordProblem) -> RelationInUse {
    let key = (sentence.beginsWithSource ? ">" : "<") + phrase
    if let known = relations[key] { return known }
    let found = try read(phrase)
    let number = relationNumbers[found.name] ?? relationNumbers.count
    relationNumbers[found.name] = number
    let relation = RelationInUse(
      name: found.name, definition: vocabulary.relations[found.name],
      sourceIsGiver: sentence.beginsWithSource != found.isReversed, number: number)
    relations[key] = relation
    return relation
  }

  /// Reads a name or phrase, with or without "is" or "was" before it.
  private func read(_ phrase: String) throws(RecordProblem) -> (name: String, isReversed: Bool) {
    do throws(RecordProblem) {
      let reading = try vocabulary.readRelation(phrase)
      return (reading.relation.name, reading.isReversed)
    } catch {
      let words = phrase.split(separator: " ", maxSplits: 1)
      if words.count == 2, ["is", "was", "are", "were"].contains(words[0].lowercased()),
        let reading = try? vocabulary.readRelation(String(words[1]))
      {
        return (reading.relation.name, reading.isReversed)
      }
      if vocabulary.isOpen { return (phrase, false) }
      throw error
    }
  }
}
