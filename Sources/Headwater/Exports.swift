// Records, dates and vocabulary are the words of the library's own signatures: whoever imports
// Headwater has to be able to name them, to build them and to read their members. Each is exported
// by name, so that what the other targets share among themselves stays out of sight.

@_exported public import enum CaseStore.CaseAccess
@_exported public import struct CaseStore.CaseError
@_exported public import enum GraphQuery.ChainEnd
@_exported public import struct GraphQuery.MemoryNeed
@_exported public import enum GraphQuery.PossibleReason
@_exported public import struct GraphQuery.QueryError
@_exported public import struct HeadwaterModel.AttributionRecord
@_exported public import enum HeadwaterModel.AttributionTarget
@_exported public import enum HeadwaterModel.BaseKind
@_exported public import enum HeadwaterModel.Basis
@_exported public import enum HeadwaterModel.CaseRecord
@_exported public import enum HeadwaterModel.DateOrder
@_exported public import struct HeadwaterModel.DayBounds
@_exported public import struct HeadwaterModel.EDTFDate
@_exported public import struct HeadwaterModel.EDTFError
@_exported public import enum HeadwaterModel.EntityKey
@_exported public import struct HeadwaterModel.EntityRecord
@_exported public import struct HeadwaterModel.EvidenceRecord
@_exported public import struct HeadwaterModel.Grade
@_exported public import struct HeadwaterModel.GraphReadError
@_exported public import struct HeadwaterModel.IdentityRecord
@_exported public import enum HeadwaterModel.IdentityVerdict
@_exported public import struct HeadwaterModel.KindDefinition
@_exported public import enum HeadwaterModel.Limits
@_exported public import enum HeadwaterModel.Naming
@_exported public import struct HeadwaterModel.Property
@_exported public import enum HeadwaterModel.PropertyValue
@_exported public import struct HeadwaterModel.RecordProblem
@_exported public import enum HeadwaterModel.RecordStatus
@_exported public import struct HeadwaterModel.RelationDefinition
@_exported public import struct HeadwaterModel.RelationReading
@_exported public import enum HeadwaterModel.RelationRole
@_exported public import struct HeadwaterModel.RelationShape
@_exported public import enum HeadwaterModel.SpeakingTerms
@_exported public import struct HeadwaterModel.TextRecord
@_exported public import enum HeadwaterModel.UpstreamMark
@_exported public import struct HeadwaterModel.Vocabulary
@_exported public import enum HeadwaterModel.WriteMode
@_exported public import enum HeadwaterModel.WriteOutcome
