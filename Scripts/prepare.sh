#!/usr/bin/env bash
# Installs what a build needs and this machine lacks. Says nothing where nothing is missing.
set -euo pipefail

oldest_swift=6.2

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# What is missing is decided by what works, not by what a package manager has on record.
missing_packages() {
  if ! command -v pkg-config >/dev/null; then
    echo pkg-config libsqlite3-dev
  elif ! pkg-config --exists sqlite3; then
    echo libsqlite3-dev
  fi
  command -v dot >/dev/null || echo graphviz
}

require_swift() {
  local wanted="Headwater needs Swift $oldest_swift or newer (https://www.swift.org/install)"
  command -v swift >/dev/null || fail "$wanted; there is no swift on the PATH."
  local version
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
  [[ -n $version ]] || fail "$wanted; what version is installed cannot be told."
  local oldest
  oldest=$(printf '%s\n%s\n' "$oldest_swift" "$version" | sort -V | head -n 1)
  [[ $oldest == "$oldest_swift" ]] || fail "$wanted; this is Swift $version."
}

install_packages() {
  local names="$*"
  command -v apt-get >/dev/null ||
    fail "Missing: $names. There is no apt-get here; please install them with your package manager."
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    # Without a terminal nobody can type a password.
    if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      fail "Missing: $names. Installing them needs root or sudo; please run: apt-get install $names"
    fi
  fi
  printf 'Installing %s.\n' "$names" >&2
  "${as_root[@]}" apt-get update -qq >&2 ||
    printf 'The package lists could not be renewed; going on with those at hand.\n' >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --yes --no-install-recommends "$@" >&2 ||
    fail "Missing: $names. apt-get could not install them."
}

require_swift
missing=$(missing_packages | xargs)
if [[ -n $missing ]]; then
  # Package names hold no spaces: they are split on purpose.
  # shellcheck disable=SC2086
  install_packages $missing
  missing=$(missing_packages | xargs)
  [[ -z $missing ]] || fail "Still missing after apt-get install: $missing."
fi
