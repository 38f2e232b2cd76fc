import Glibc
import Synchronization

final class Repeater: Sendable {
  private let isStopped = Atomic(false)
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }

  func run() {
    while !isStopped.load(ordering: .acquiring) {
      body()
      usleep(1000)
    }
  }

  func stop() {
    isStopped.store(true, ordering: .releasing)
  }
}
