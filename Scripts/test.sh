#!/usr/bin/env bash
# Runs the test suite, and says at the end which tests did not run because something is not installed. In continuous
# integration (CI=true) that is a failure: a suite that never runs tests nothing.
#
#   Scripts/test.sh [arguments of `swift test`]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test -c release --disable-testable-imports --no-parallel "$@" 2>&1 | tee "$log"
# Swift Testing's line of a test or suite that a condition turned off: `➜ Suite FPGATests skipped: "needs nextpnr"`.
skipped=$(grep -aE '^[^[:alnum:]]*(Test|Suite) .* skipped(\.|:|$)' "$log" || true)
if [[ -z $skipped ]]; then exit 0; fi
echo "not run, as what they need is not installed ('make test' installs it):"
# shellcheck disable=SC2001
sed 's/^[^[:alnum:]]*/  /' <<< "$skipped"
if [[ ${CI:-} == true ]]; then exit 1; fi
