#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The same questions in C on arrays, in a shared library that is built elsewhere.
struct Reference {
  typealias Query = @convention(c) (Int32, UnsafeMutablePointer<Int64>) -> Void
  private typealias Build =
    @convention(c) (
      Int32, Int32, Int64, UnsafePointer<Int32>, UnsafePointer<Int32>
    ) -> Void
  private typealias Circles = @convention(c) (UnsafeMutablePointer<Int64>) -> Void

  private let handle: UnsafeMutableRawPointer
  private let circlesFunction: Circles

  init?(library: String, nodes: Int, documents: Int, sources: [Int32], targets: [Int32]) {
    guard let handle = dlopen(library, RTLD_NOW), let build = dlsym(handle, "build"),
      let circles = dlsym(handle, "q6")
    else { return nil }
    self.handle = handle
    circlesFunction = unsafeBitCast(circles, to: Circles.self)
    let function = unsafeBitCast(build, to: Build.self)
    function(Int32(nodes), Int32(documents), Int64(sources.count), sources, targets)
  }

  /// One of the functions; a library that lacks it is of no use.
  func query(_ name: String) -> Query {
    guard let symbol = dlsym(handle, name) else {
      preconditionFailure("the library has no \(name)")
    }
    return unsafeBitCast(symbol, to: Query.self)
  }

  func circles() -> [Int64] {
    var answer = [Int64](repeating: 0, count: 8)
    circlesFunction(&answer)
    return answer
  }
}
