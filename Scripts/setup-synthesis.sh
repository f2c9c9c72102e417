#!/usr/bin/env bash
# Puts what `hwgen synth` needs beside Yosys: OpenSTA from Debian, and the cell library osu018 (from Debian's package, unpacked
# into .tools/libraries without its dependencies). Running it again is free.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
library=.tools/libraries/osu018_stdcells.lib

fail() {
  echo "setup-synthesis: $*" >&2
  exit 69
}

Scripts/setup.sh all
if ! command -v sta > /dev/null; then
  elevate=()
  if ((EUID != 0)); then elevate=(sudo -n); fi
  if [[ -n ${HWGEN_NO_APT:-} ]] || ! command -v apt-get > /dev/null || { ((EUID != 0)) && ! sudo -n true 2> /dev/null; }; then
    fail "missing OpenSTA; run: sudo apt-get install -y --no-install-recommends opensta"
  fi
  echo "setup-synthesis: installing opensta"
  "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends opensta > .tools/opensta.log 2>&1 ||
    { "${elevate[@]}" apt-get update && "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends opensta; } \
      > .tools/opensta.log 2>&1 || fail "could not install opensta (log: .tools/opensta.log)"
fi
if [[ ! -s $library ]]; then
  echo "setup-synthesis: unpacking the osu018 library into .tools/libraries"
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  (cd "$folder" && apt-get download qflow-tech-osu018 && dpkg -x qflow-tech-osu018*.deb unpacked) > .tools/library.log 2>&1 ||
    fail "could not get the package qflow-tech-osu018 (log: .tools/library.log); check the network"
  mkdir -p .tools/libraries
  cp "$folder/unpacked/usr/share/qflow/tech/osu018/osu018_stdcells.lib" "$library.part"
  mv "$library.part" "$library"
fi
