#!/usr/bin/env bash
# Fills a case from the example and traces the article in it. Leaves demo.dot and demo.svg.
set -euo pipefail

headwater=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HEADWATER_CASE="$folder/demo.db"

"$headwater" init
"$headwater" import examples/icrc-azerbaijan/case
echo
"$headwater" trace article --established
"$headwater" trace article --established --format dot --output demo.dot
"$headwater" trace article --established --format svg --output demo.svg
echo
echo "Wrote demo.dot and demo.svg."
