package import CaseStore
import Interchange

/// A case can be written out as records.
extension CaseReader: CaseRecordSource {}
