#!/usr/bin/env bash
# Usage: pictures.sh PROGRAM
# Draws the pictures listed in pictures.txt anew: PATH.dot, which a test compares with what the
# program writes, and PATH.svg, which documents show.
set -euo pipefail

program=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$root"

number=0
while IFS='|' read -r path case question; do
  [[ $path == \#* || -z $path ]] && continue
  read -r path <<<"$path"
  read -r case <<<"$case"
  read -ra words <<<"$question"
  number=$((number + 1))
  export HEADWATER_CASE=$folder/$number.db
  "$program" init >/dev/null
  "$program" import "$case" >/dev/null
  for format in dot svg; do
    "$program" "${words[@]}" --format "$format" >"$folder/picture.$format"
    cp "$folder/picture.$format" "$path.$format"
  done
  printf '%s.svg\n' "$path"
done <Scripts/pictures.txt
