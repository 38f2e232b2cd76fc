#!/usr/bin/env bash
# Runs the tests of concurrent use in one process under the thread sanitizer, in a build of their
# own. Skips, saying why, where the sanitizer does not work on this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$PWD/.build-tsan
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}
probe=$scratch/probe
mkdir -p "$probe"

skip() {
  echo "tsan: skipped: $*"
  exit 0
}

# A sound program whose threads contend for one Mutex.
cat >"$probe/probe.swift" <<'SWIFT'
import Foundation
import Synchronization

final class Counter { var count = 0 }
struct Owner: ~Copyable, @unchecked Sendable { let counter = Counter() }
final class Shared: Sendable {
  let owner = Mutex(Owner())
  let finished = Atomic(0)
}
let shared = Shared()
for _ in 0..<3 {
  Thread {
    for _ in 0..<20_000 { shared.owner.withLock { $0.counter.count += 1 } }
    shared.finished.add(1, ordering: .acquiringAndReleasing)
  }.start()
}
while shared.finished.load(ordering: .acquiring) < 3 { Thread.sleep(forTimeInterval: 0.01) }
print(shared.owner.withLock { $0.counter.count })
SWIFT

# Whether the probe, built with these arguments, runs and is found sound.
is_sound() {
  swiftc -swift-version 6 -sanitize=thread "$probe/probe.swift" "$@" -o "$probe/probe" \
    2>"$probe/errors" && "${runner[@]}" "$probe/probe" >"$probe/output" 2>&1
}

# The sanitizer wants memory where some kernels randomise addresses; setarch -R turns that off.
runner=()
if ! is_sound && ! grep -q WARNING "$probe/output" 2>/dev/null; then
  [[ -x $probe/probe ]] || skip "this toolchain has no thread sanitizer"
  command -v setarch >/dev/null || skip "a sanitized program does not run on this machine"
  runner=(setarch -R)
fi
link=()
if ! is_sound; then
  clang -fsanitize=thread -c Scripts/tsan-mutex.c -o "$probe/mutex.o" 2>"$probe/errors" &&
    is_sound "$probe/mutex.o" || skip "the sanitizer does not see the locks of Mutex here"
  link=(-Xlinker "$probe/mutex.o")
else
  echo "tsan: this toolchain does without Scripts/tsan-mutex.c"
fi

exec "${runner[@]}" swift test --disable-xctest --sanitize=thread --scratch-path "$scratch" \
  --jobs "$jobs" "${link[@]}" --filter 'ConcurrencyTests|ConcurrentUseTests|CancellationTests'
