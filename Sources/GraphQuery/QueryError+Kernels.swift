import GraphKernels
import HeadwaterModel

extension QueryError {
  /// Runs a kernel that a stop check can stop.
  static func running<Answer>(
    _ stopCheck: @escaping StopCheck,
    _ kernel: (@escaping CancellationHook) throws(KernelStopped) -> Answer
  ) throws(QueryError) -> Answer {
    do throws(KernelStopped) {
      return try kernel { stopCheck() != nil }
    } catch {
      // What has stopped once stays so.
      throw .stopped(stopCheck() ?? .cancelled)
    }
  }

  /// Runs what reads a graph, and puts what it throws into the terms of a question.
  static func reading<Answer>(_ body: () throws -> Answer) throws(QueryError) -> Answer {
    do {
      return try body()
    } catch let error as QueryError {
      throw error
    } catch let error as GraphReadError {
      throw .reading(error)
    } catch {
      throw .reading(GraphReadError(.engine, "the case cannot be read", cause: error))
    }
  }
}
