import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// The one place where errors become sentences.
extension CommandFailure {
  /// Explains an error of any of our layers; nil for one of another's.
  init?(explaining error: any Error) {
    switch error {
    case let error as CaseError: self.init(error)
    case let problem as RecordProblem: self.init(.badData, Self.sentence(problem))
    case let error as QueryError: self.init(error)
    case let error as InterchangeError: self.init(error)
    case let error as PictureError: self.init(error)
    case let error as EdgeTableMappingError:
      self.init(.badData, lines: ImportText.lines(error.problems))
    case let error as CSVProblem:
      self.init(error.code == .cannotWrite ? .cannotWrite : .cannotCreate, error.message)
    case let error as GraphReadError: self.init(error)
    default: return nil
    }
  }

  /// "column: reason; did you mean …?".
  static func sentence(_ problem: RecordProblem) -> String {
    (problem.column.map { $0 + ": " } ?? "") + problem.message + offer(problem.suggestions)
  }

  static func offer(_ suggestions: [String]) -> String {
    switch suggestions.count {
    case 0: ""
    case 1: "; did you mean \(suggestions[0])?"
    default:
      "; did you mean \(suggestions.dropLast().joined(separator: ", ")) or "
        + "\(suggestions.last ?? "")?"
    }
  }

  private init(_ error: CaseError) {
    let sentence = error.message + Self.offer(error.suggestions)
    switch error.code {
    case .notFound, .unknownEntity, .unknownAttribution, .unknownText:
      self.init(.notFound, sentence)
    case .isDirectory, .notACase, .newerVersion, .corrupted, .protectedText,
      .needsMigration:
      self.init(.badData, sentence)
    case .invalidTime: self.init(.usage, sentence)
    case .alreadyExists, .cannotCreate: self.init(.cannotCreate, sentence)
    case .cannotWrite, .diskFull, .readOnly: self.init(.cannotWrite, sentence)
    case .cannotOpen: self.init(.notFound, sentence)
    case .busy: self.init(.busy, sentence)
    case .interrupted: self.init(.interrupted, sentence)
    case .engine, .closed: self.init(.internalFault, sentence)
    }
  }

  private init(_ error: InterchangeError) {
    let sentence = "\(Terminal.visible(error.path)): \(error.message)"
    switch error.code {
    case .notFound, .cannotRead: self.init(.notFound, sentence)
    case .notAFolder, .notACaseFolder, .unsuitable: self.init(.badData, sentence)
    case .notEmpty: self.init(.cannotCreate, sentence)
    case .cannotWrite: self.init(.cannotWrite, sentence)
    }
  }

  private init(_ error: PictureError) {
    switch error.code {
    case .notInstalled: self.init(.notFound, error.message)
    case .failed, .tooLarge: self.init(.internalFault, error.message)
    }
  }

  private init(_ error: QueryError) {
    switch error.code {
    case .aboutNoClaim, .aboutWithClaimSubject, .subjectLeftOut, .sameEntity:
      self.init(.usage, error.message)
    case .outOfTime: self.init(.incomplete, error.message)
    case .tooLarge: self.init(.incomplete, error.message + "; --max-memory allows more")
    case .cancelled: self.init(.interrupted, error.message)
    case .reading:
      guard let cause = error.cause else {
        self.init(.internalFault, error.message)
        return
      }
      self.init(cause)
    }
  }

  /// A case that is damaged or busy is that, whoever stumbled on it.
  private init(_ error: GraphReadError) {
    if let cause = error.cause as? CaseError {
      self.init(cause)
    } else {
      self.init(error.code == .corrupted ? .badData : .internalFault, error.message)
    }
  }
}
