#!/usr/bin/env bash
# Puts what `hwgen explore` needs beside synthesis into .tools/: the report's chart library. With --browser also Debian's Chromium
# and a driver for it, which the test of the report needs. Running it again is free.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
groups=(exploration)
case ${1:-} in
  '') ;;
  --browser) groups+=(browser) ;;
  *)
    echo "setup-exploration: unknown argument '$1'; there is --browser" >&2
    exit 64
    ;;
esac

fail() {
  echo "setup-exploration: $*" >&2
  exit 69
}
stamp_of() {
  local hash
  hash=$(sha256sum "Scripts/requirements/$1.txt")
  echo ".tools/$1/complete-${hash:0:16}"
}

Scripts/setup.sh all
mkdir -p .tools
exec 9> .tools/lock
flock 9
if [[ " ${groups[*]} " == *" browser "* ]] && ! command -v chromium > /dev/null; then
  elevate=()
  if ((EUID != 0)); then elevate=(sudo -n); fi
  install=(apt-get install -y --no-install-recommends chromium fonts-dejavu-core)
  if [[ -n ${HWGEN_NO_APT:-} ]] || ! command -v apt-get > /dev/null || { ((EUID != 0)) && ! sudo -n true 2> /dev/null; }; then
    fail "missing Chromium; run: sudo ${install[*]}"
  fi
  echo "setup-exploration: installing chromium"
  # Old package lists name files that are gone, and a new image has none: install, or update and try again.
  "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}" > .tools/chromium.log 2>&1 ||
    { "${elevate[@]}" apt-get update && "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"; } \
      > .tools/chromium.log 2>&1 || fail "could not install chromium (log: .tools/chromium.log); check the network"
fi
for name in "${groups[@]}"; do
  stamp=$(stamp_of "$name")
  if [[ -e $stamp ]]; then continue; fi
  echo "setup-exploration: installing $(grep -v '^#' "Scripts/requirements/$name.txt" | tr '\n' ' ')into .tools/$name"
  rm -rf ".tools/$name"
  if ! { python3 -m venv ".tools/$name" &&
    ".tools/$name/bin/python" -m pip install --disable-pip-version-check --quiet --retries 5 --only-binary :all: \
      --requirement "Scripts/requirements/$name.txt"; } > ".tools/$name.log" 2>&1; then
    fail "could not install the packages (log: .tools/$name.log); check the network, then run it again"
  fi
  if [[ $name == exploration ]]; then
    # A path without the Python version, for those who look for the file.
    (cd .tools/exploration && ln -s lib/python3*/site-packages/plotly/package_data/plotly.min.js plotly.min.js && test -s plotly.min.js) ||
      fail "the plotly package has no plotly.min.js; remove .tools/exploration and run it again"
  fi
  : > "$stamp"
done
