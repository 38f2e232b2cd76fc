#!/usr/bin/env bash
# Installs what a build and its tests need, and says nothing where all is there.
set -euo pipefail

fail() {
  echo "headwater: $1" >&2
  exit 1
}

command -v swift >/dev/null ||
  fail "Swift 6.3 is needed: install it from https://www.swift.org/install/linux/ and put it on PATH"

missing=()
pkg-config --exists sqlite3 2>/dev/null || missing+=(libsqlite3-dev)
command -v pkg-config >/dev/null || missing+=(pkg-config)
command -v dot >/dev/null || missing+=(graphviz)
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

command -v apt-get >/dev/null ||
  fail "these packages are missing, and there is no apt-get to install them with: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null ||
    fail "these packages are missing: ${missing[*]}; as root, run: apt-get install ${missing[*]}"
  as_root=(sudo)
fi
echo "Installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq >&2 || fail "apt-get update failed; is there a network?"
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
  fail "apt-get could not install: ${missing[*]}"
