#!/usr/bin/env bash
# Builds the documentation of the library; any warning fails it. Skips where there is no docc.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

output=${1:-.build/documentation}
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}

# docc stands beside the compiler, and need not be on the path.
docc=$(command -v docc || true)
if [[ -z $docc ]]; then
  docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
  [[ -x $docc ]] || {
    echo "documentation: skipped: this toolchain has no docc"
    exit 0
  }
fi

swift build --jobs "$jobs" --target Headwater
modules=$(swift build --show-bin-path)/Modules
target=$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)",*/\1/p' | head -n 1)
symbols=$(mktemp -d)
trap 'rm -rf "$symbols"' EXIT

# The records that Headwater exports from other targets belong to its documentation.
swift symbolgraph-extract -module-name Headwater -target "$target" -I "$modules" \
  -I Sources/CSQLite -output-dir "$symbols" -minimum-access-level public \
  -skip-synthesized-members \
  -experimental-allowed-reexported-modules=HeadwaterModel,CaseStore,GraphQuery

mkdir -p "$(dirname "$output")"
"$docc" convert Sources/Headwater/Headwater.docc --additional-symbol-graph-dir "$symbols" \
  --fallback-display-name Headwater --fallback-bundle-identifier headwater \
  --fallback-bundle-version 1 --warnings-as-errors --output-path "$output"
echo "documentation: $output"
