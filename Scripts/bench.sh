#!/usr/bin/env bash
# Runs the benchmarks, a package of their own: the main package neither resolves nor builds them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ! -d Benchmarks ]]; then
  echo "There are no benchmarks yet: they come with the Benchmarks folder."
  exit 0
fi
cd Benchmarks
exec "${SWIFT:-swift}" package benchmark
