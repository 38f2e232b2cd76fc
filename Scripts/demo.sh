#!/usr/bin/env bash
# Usage: demo.sh PROGRAM
# Imports an example into a fresh case, traces one article, and draws its chains in this folder.
set -euo pipefail

program=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
example=examples/icrc-azerbaijan/case
folder=$root/.build/demo

rm -rf "$folder"
mkdir -p "$folder"
export HEADWATER_CASE=$folder/demo.db
export HEADWATER_AUTHOR=${HEADWATER_AUTHOR:-demo}

show() {
  printf '\n$ headwater %s\n' "${*//"$root/"/}"
  "$program" "$@"
}

show init
show import "$root/$example"
show trace article --about convoy-claim

# Graphs go to the folder first, so that a failure leaves no half-written picture behind.
for format in dot svg; do
  "$program" trace article --about convoy-claim --format "$format" >"$folder/demo.$format"
  cp "$folder/demo.$format" "demo.$format"
done
printf '\nThe chains as a graph: demo.dot, and as a picture: demo.svg\n'
