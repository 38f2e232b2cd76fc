import CaseStore
import GraphQuery
import HeadwaterModel
import Interchange

/// An error of the layers below in the terms that the library promises.
///
/// Errors of the caller's own closures are passed on as they are.
func publicError(_ error: any Error) -> any Error {
  switch error {
  case let error as QueryError:
    switch error.code {
    case .cancelled: CancellationError()
    case .reading: error.cause.map(publicError) ?? error
    default: error
    }
  case let error as GraphReadError:
    error.cause as? CaseError ?? CaseError(Code(error.code), error.message)
  case let error as InterchangeError: ExchangeError(error)
  default: error
  }
}

private typealias Code = CaseError.Code

extension CaseError.Code {
  fileprivate init(_ code: GraphReadError.Code) {
    switch code {
    case .engine: self = .engine
    case .corrupted: self = .corrupted
    case .interrupted: self = .interrupted
    }
  }
}
