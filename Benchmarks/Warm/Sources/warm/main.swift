// warm CASE EDGES LIBRARY NODES DOCUMENTS: questions one after the other on one snapshot, beside the
// same in C. EDGES holds the information edges as 32-bit numbers, all givers and then all receivers.
// Prints JSON. Every answer is compared; one that differs ends it with exit code 1.
import Headwater

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func numbers(in path: String) -> [Int32] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  let count = ftell(file) / 4
  rewind(file)
  return [Int32](unsafeUninitializedCapacity: count) { buffer, filled in
    filled = fread(buffer.baseAddress, 4, count, file)
  }
}

let clock = ContinuousClock()

func seconds(_ body: () -> Void) -> Double {
  let spent = clock.measure(body).components
  return Double(spent.seconds) + Double(spent.attoseconds) * 1e-18
}

func percentile(_ values: [Double], _ share: Double) -> Double {
  let ordered = values.sorted()
  return ordered[min(ordered.count - 1, Int(share * Double(ordered.count)))]
}

/// Numbers that are the same on each run: the SplitMix64 that Vigna gives.
struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

let arguments = CommandLine.arguments
guard arguments.count == 6, let nodes = Int(arguments[4]), let documents = Int(arguments[5]) else {
  print("usage: warm CASE EDGES LIBRARY NODES DOCUMENTS")
  exit(64)
}
let edges = numbers(in: arguments[2])
let half = edges.count / 2
guard
  let reference = Reference(
    library: arguments[3], nodes: nodes, documents: documents, sources: Array(edges[..<half]),
    targets: Array(edges[half...]))
else {
  print("the library cannot be loaded")
  exit(66)
}

let file = try await Case.open(at: arguments[1], access: .readOnly)
var snapshotTimes: [Double] = []
var snapshot = try await file.snapshot()
for _ in 0..<3 {
  let start = clock.now
  snapshot = try await file.snapshot()
  let spent = start.duration(to: clock.now).components
  snapshotTimes.append(Double(spent.seconds) + Double(spent.attoseconds) * 1e-18)
}

// Node 17 of the generated graph is the entity n17.
let entities = (0..<nodes).map { snapshot.entity("n\($0)") }
// All of it runs on one thread.
nonisolated(unsafe) var numberOf: [CaseSnapshot.Entity: Int64] = [:]
for (number, entity) in entities.enumerated() {
  if let entity { numberOf[entity] = Int64(number) }
}

/// A table by entity would cost more than some questions; keys are read back into numbers once.
func number(_ entity: CaseSnapshot.Entity) -> Int64 { numberOf[entity] ?? -1 }

struct Measured {
  var ours: [Double] = []
  var theirs: [Double] = []
  var differing = 0
}

// As above.
nonisolated(unsafe) var results: [(String, Measured)] = []

/// Asks both, warm, in turn: once to compare, then three times; the median counts.
func measure(
  _ name: String, _ items: [Int], _ query: String, width: Int,
  ours: (CaseSnapshot.Entity) -> Void, check: (CaseSnapshot.Entity) -> [Int64]
) {
  let function = reference.query(query)
  var measured = Measured()
  var answer = [Int64](repeating: 0, count: 8)
  for item in items {
    guard let entity = entities[item] else { continue }
    function(Int32(item), &answer)
    if check(entity) != Array(answer[..<width]) { measured.differing += 1 }
    var times: ([Double], [Double]) = ([], [])
    for _ in 0..<3 {
      times.0.append(seconds { ours(entity) })
      times.1.append(seconds { function(Int32(item), &answer) })
    }
    measured.ours.append(times.0.sorted()[1])
    measured.theirs.append(times.1.sorted()[1])
  }
  results.append((name, measured))
}

nonisolated(unsafe) var sink = 0

// Sampling as the description of the queries has it.
var random = Numbers(state: 1)
var upstreamSizes: [(size: Int64, document: Int)] = []
var answer = [Int64](repeating: 0, count: 8)
let q2 = reference.query("q2")
while upstreamSizes.count < 4000 {
  let document = Int.random(in: 0..<documents, using: &random)
  q2(Int32(document), &answer)
  if answer[0] > 0 { upstreamSizes.append((answer[0], document)) }
}
upstreamSizes.sort { ($0.size, $0.document) < ($1.size, $1.document) }
let sample = (0..<100).map { upstreamSizes[(2 * $0 + 1) * 4000 / 200].document }
let fifth = sample.indices.filter { $0 % 5 == 0 }.map { sample[$0] }

let circles = reference.circles()
var circleTimes: ([Double], [Double]) = ([], [])
var circlesDiffer = false
for _ in 0..<3 {
  var groups: [[CaseSnapshot.Entity]] = []
  circleTimes.0.append(seconds { groups = snapshot.circles() })
  var found: [Int64] = [Int64(groups.count), 0, 0, 0]
  for group in groups {
    found[1] += Int64(group.count)
    found[2] = max(found[2], Int64(group.count))
    found[3] += (group.map(number).min() ?? 0) * Int64(group.count)
  }
  if found != Array(circles[..<4]) { circlesDiffer = true }
  circleTimes.1.append(seconds { sink += Int(reference.circles()[0]) })
}
results.append(
  (
    "circles",
    Measured(
      ours: [circleTimes.0.sorted()[1]], theirs: [circleTimes.1.sorted()[1]],
      differing: circlesDiffer ? 1 : 0)
  ))

measure(
  "upstream with hops", sample, "q2", width: 3,
  ours: { sink += snapshot.upstream(of: $0).count },
  check: { entity in
    let found = snapshot.upstream(of: entity)
    return found.reduce(into: [Int64(found.count), 0, 0]) {
      $0[1] += Int64($1.hops)
      $0[2] += number($1.entity) * Int64($1.hops)
    }
  })
measure(
  "origins", sample, "q3scc", width: 1,
  ours: { sink += snapshot.origins(of: $0).count },
  check: { entity in
    [Int64(snapshot.origins(of: entity).reduce(0) { $0 + $1.members.count })]
  })
measure(
  "disjoint chains", fifth, "q7flow", width: 1,
  ours: { sink += snapshot.disjointChainCount(of: $0) },
  check: { [Int64(snapshot.disjointChainCount(of: $0))] })
measure(
  "dominators", fifth, "q7dom", width: 1,
  ours: { sink += snapshot.singlePoints(of: $0).count },
  check: { [Int64(snapshot.singlePoints(of: $0).count)] })

// Retraction: sources by how much is downstream of them.
var isReceiver = [Bool](repeating: false, count: nodes)
var isGiver = isReceiver
for index in 0..<half {
  isGiver[Int(edges[index])] = true
  isReceiver[Int(edges[half + index])] = true
}
let roots = (0..<nodes).filter { isGiver[$0] && !isReceiver[$0] }.shuffled(using: &random)
let q8 = reference.query("q8")
let bySize = roots.prefix(3000).map { node -> (size: Int64, node: Int) in
  q8(Int32(node), &answer)
  return (answer[2], node)
}.sorted { ($0.size, $0.node) < ($1.size, $1.node) }
let retracted = (0..<20).map { bySize[(2 * $0 + 1) * bySize.count / 40].node }
measure(
  "retraction", retracted, "q8", width: 2,
  ours: { sink += snapshot.documentsRestingOnly(on: [$0]).count },
  check: { entity in
    let found = snapshot.documentsRestingOnly(on: [entity])
    return [Int64(found.count), found.reduce(0) { $0 + number($1) }]
  })

var lines: [String] = []
for (name, measured) in results where !measured.ours.isEmpty {
  let parts = [0.5, 0.95].map { share -> String in
    let ours = percentile(measured.ours, share) * 1e6
    let theirs = percentile(measured.theirs, share) * 1e6
    return "\"p\(Int(share * 100))\": {\"headwater\": \(ours), \"c\": \(theirs)}"
  }
  lines.append(
    "  {\"query\": \"\(name)\", \"items\": \(measured.ours.count), "
      + "\"differing\": \(measured.differing), \(parts.joined(separator: ", "))}")
}
print(
  """
  {"snapshot": \(snapshotTimes.min() ?? 0), "attributions": \(snapshot.attributionCount),
  "entities": \(snapshot.entityCount), "bytes": \(snapshot.byteCount), "queries": [
  \(lines.joined(separator: ",\n"))
  ]}
  """)
exit(results.contains { $0.1.differing > 0 } ? 1 : 0)
