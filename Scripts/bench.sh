#!/usr/bin/env bash
# Usage: bench.sh [OPTION...]
# Measures the release binary, or $HEADWATER_BINARY; options are those of Benchmarks/cold.py.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Without caches of compiled Python in the source folder.
export PYTHONDONTWRITEBYTECODE=1

# Nothing is built for a benchmark that is skipped.
python3 "$root/Benchmarks/cold.py" --check || { [[ $? -eq 3 ]] && exit 0 || exit 1; }

program=${HEADWATER_BINARY:-}
if [[ -z $program ]]; then
  make --no-print-directory -C "$root" release
  program=$root/.build/release/headwater
fi
exec python3 "$root/Benchmarks/cold.py" --headwater "$program" "$@"
