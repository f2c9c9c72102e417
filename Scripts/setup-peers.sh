#!/usr/bin/env bash
# Puts llama.cpp (through llama-cpp-python, compiled for this machine) into .tools/peers, and SmolLM2 with F32 weights
# (538 MB) into .tools/models, for `make bench-peers`. Takes some ten minutes the first time; running it again is free.
#
# HWGEN_JOBS sets how many compilers run at once; all cores without it.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
requirements=Scripts/requirements/peers.txt
folder=.tools/peers
stamp=$folder/complete-$(sha256sum "$requirements" | cut -c 1-16)
model=.tools/models/SmolLM2-135M-Instruct.Q4_1.gguf
wide=.tools/models/SmolLM2-135M-Instruct.F32.gguf

fail() {
  echo "setup-peers: $*" >&2
  exit 69
}

mkdir -p .tools/models
exec 9> .tools/peers.lock
flock 9
if [[ ! -e $stamp ]]; then
  command -v c++ > /dev/null || fail "no 'c++'; run: sudo apt-get install g++"
  echo "setup-peers: compiling llama.cpp into $folder"
  rm -rf "$folder"
  if ! { python3 -m venv "$folder" &&
    CMAKE_ARGS="-DLLAVA_BUILD=OFF -DGGML_NATIVE=ON" CMAKE_BUILD_PARALLEL_LEVEL=${HWGEN_JOBS:-$(nproc)} \
      "$folder/bin/python" -m pip install --disable-pip-version-check --quiet --retries 5 \
      --no-binary llama-cpp-python --requirement "$requirements"; } > .tools/peers.log 2>&1; then
    fail "could not build llama-cpp-python (log: .tools/peers.log); check the network, then run 'make bench-peers' again"
  fi
  : > "$stamp"
fi
languages=Scripts/requirements/languages.txt
stamp=.tools/languages/complete-$(sha256sum "$languages" | cut -c 1-16)
if [[ ! -e $stamp ]]; then
  echo "setup-peers: installing Amaranth and PyRTL into .tools/languages"
  rm -rf .tools/languages
  if ! { python3 -m venv .tools/languages &&
    .tools/languages/bin/python -m pip install --disable-pip-version-check --quiet --retries 5 --requirement "$languages"; } \
    > .tools/languages.log 2>&1; then
    fail "could not install Amaranth and PyRTL (log: .tools/languages.log); check the network, then run 'make bench-peers' again"
  fi
  : > "$stamp"
fi
[[ -e $model ]] || fail "no model '$model'; run 'make model' first"
if [[ ! -e $wide || $model -nt $wide ]]; then
  echo "setup-peers: widening SmolLM2's weights to F32"
  "$folder/bin/python" Scripts/peers/widen-gguf.py "$model" "$wide"
fi
