#!/usr/bin/env bash
# Usage: bench.sh [OPTION...]
# Measures the release binary, or $HEADWATER_BINARY; options are those of Benchmarks/cold.py, and
# --whole-sizes for Benchmarks/whole.py.
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
# What is for the second part is kept from the first.
sizes=100000,1000000
rest=()
while (($#)); do
  case $1 in
    --whole-sizes) sizes=$2 && shift 2 ;;
    *) rest+=("$1") && shift ;;
  esac
done
status=0
python3 "$root/Benchmarks/cold.py" --headwater "$program" ${rest[@]+"${rest[@]}"} || status=$?
warm=()
if [[ -n ${HEADWATER_PEERS:-} ]]; then
  swift build -c release --package-path "$root/Benchmarks/Warm" --scratch-path "$root/.build/warm" >&2
  warm=(--warm "$root/.build/warm/release/warm")
fi
python3 "$root/Benchmarks/whole.py" --headwater "$program" ${warm[@]+"${warm[@]}"} \
  --sizes "$sizes" || status=$?
exit "$status"
