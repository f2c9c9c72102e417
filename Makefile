# Everything is done by `hwgen`; this file sets up its tools, builds it once (one configuration for all) and calls it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Random circuits of `make fuzz`, and the seed that they start from.
COUNT ?= 10000
SEED ?= 1
# More arguments for the command, for example: make regress ARGUMENTS="--count 100"
ARGUMENTS ?=

SWIFT_SOURCES := Package.swift Sources Tests Testbenches Examples
HWGEN := .build/release/hwgen
export HWGEN_TOOLS ?= $(CURDIR)/.tools

.PHONY: help
help: ## Show this list
	@echo "hwgen: hardware units in Swift, their Verilog, and cycle-accurate simulation against golden models"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "Each target installs what it needs into .tools/ first. 'make build' gives $(HWGEN); see '$(HWGEN) --help'."

.PHONY: setup
setup: ## Install all tools into .tools/ (Verilator, Verible, slang, Yosys, a cell library) and missing Debian packages
	@Scripts/setup.sh all

.PHONY: model
model: setup-simulation ## Fetch and verify the language models SmolLM2-135M (93 MB) and GlassLM (3 MB)
	@Scripts/fetch-model.sh
	@Scripts/fetch-glassllm.sh

.PHONY: setup-simulation
setup-simulation:
	@Scripts/setup.sh simulation

.PHONY: build
build: ## Build the hwgen command (release)
	@swift build -c release --product hwgen

.PHONY: demo
demo: model build ## Stream a real model's weights through the in-flash compute unit, then let the model answer through RTL
	@$(HWGEN) demo $(ARGUMENTS)
	@echo
	@$(HWGEN) generate --system cambricon-llm --model smollm2 --prompt "The sea is" --tokens 12

.PHONY: setup-exploration
setup-exploration:
	@Scripts/setup-exploration.sh

.PHONY: explore
explore: setup-exploration build ## Sweep every unit through synthesis; reports/explore/report.html shows all of them
	@$(HWGEN) explore --all -o reports/explore $(ARGUMENTS)

.PHONY: test
test: setup model ## Run the whole test suite
	@Scripts/setup-exploration.sh --browser
	@Scripts/slurm-loopback.sh install
	@Scripts/setup.sh formal
	@Scripts/setup.sh fpga
	@Scripts/test.sh $(ARGUMENTS)

.PHONY: references
references: model ## Compare every operation of whole models with the committed digests of its results
	@swift test -c release --disable-testable-imports --no-parallel --filter OperatorReferenceTests $(ARGUMENTS)

.PHONY: examples
examples: setup setup-exploration build ## Build the example package, and follow the page "Write and test a unit"
	@Scripts/setup.sh formal
	@swift build -c release --package-path Examples/SaturatingCounter --scratch-path .build/examples
	@.build/examples/release/counter-tool emit --unit beat-counter -o .build/examples/rtl
	@.build/examples/release/counter-tool sim --unit beat-counter --backend builtin
	@swift test -c release --disable-testable-imports --package-path Examples/AXILiteRegisters --scratch-path .build/examples
	@swift test -c release --disable-testable-imports --package-path Examples/StreamFIR --scratch-path .build/examples
	@swift run -c release --package-path Examples/AXILiteRegisters --scratch-path .build/examples emit-timer > .build/examples/rtl/timer.sv
	@Scripts/follow-page.py Documentation/OwnUnit.md .build/page --build .build/examples

.PHONY: regress
regress: setup build ## Run all testbenches on Verilator (hierarchical and flat) and the built-in simulator; table, and JUnit file regress.xml
	@$(HWGEN) regress --junit regress.xml $(ARGUMENTS)

# TestFloat's counts of level 1: operations of two operands, and of three.
PAIRS := 46464
TRIPLES := 6133248
ROUNDED := --set rounding=run-time --set flags=true

.PHONY: regress-full
regress-full: setup build ## Long runs through the emitted Verilog: TestFloat's level 1 counts, all products of small formats, random chips (SEED=16)
	@for format in fp16 fp32; do \
	  $(HWGEN) sim --unit fp-add --set format=$$format $(ROUNDED) --count $(PAIRS) $(ARGUMENTS); \
	  $(HWGEN) sim --unit fp-multiply --set format=$$format $(ROUNDED) --count $(PAIRS) $(ARGUMENTS); \
	  $(HWGEN) sim --unit fp-compare --set format=$$format --count $(PAIRS) $(ARGUMENTS); \
	  $(HWGEN) sim --unit fp-fma --set format=$$format $(ROUNDED) --count $(TRIPLES) $(ARGUMENTS); \
	done
	@$(HWGEN) sim --unit dot-product-fused --set terms=1 --set output=fp32 --count 1048576 $(ARGUMENTS)
	@for pair in "e4m3 int4" "e5m2 int4" "e4m3 e4m3" "e4m3 e5m2" "e5m2 e5m2"; do \
	  set -- $$pair; \
	  $(HWGEN) sim --unit dot-product-fused --set terms=1 --set a=$$1 --set b=$$2 --set output=fp32 --count 65536 $(ARGUMENTS); \
	done
	@HWGEN_FULL=1 HWGEN_SEED=$(if $(filter 1,$(SEED)),16,$(SEED)) swift test -c release --disable-testable-imports --no-parallel \
	  --filter 'ClockedSystemTests|ShadowIdentityTests'

.PHONY: rtl
rtl: build ## Write the Verilog of every unit's default configuration to RTL/
	@$(HWGEN) rtl -o RTL $(ARGUMENTS)

.PHONY: rtl-check
rtl-check: build ## Fail if RTL/ is not what the sources emit
	@$(HWGEN) rtl --check RTL $(ARGUMENTS)

.PHONY: lint
lint: setup build ## Lint the Swift sources' form, and the emitted Verilog of every unit with five tools
	@swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	@$(HWGEN) lint --all $(ARGUMENTS)

.PHONY: format
format: ## Format the Swift sources in place
	@swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

.PHONY: fuzz
fuzz: setup build ## Compare random circuits in all simulators (COUNT=10000 SEED=1)
	@$(HWGEN) fuzz --count $(COUNT) --seed $(SEED) $(ARGUMENTS)

.PHONY: prove
prove: setup build ## Prove the units' assertions and netlists; the table is Documentation/Proofs.md
	@Scripts/setup.sh formal
	@$(HWGEN) prove --all --seconds 120 -o Documentation/Proofs.md $(ARGUMENTS)

.PHONY: bench
bench: setup build ## Measure everything that has a bar; bench.json holds the figures
	@$(HWGEN) bench -o bench.json $(ARGUMENTS)

.PHONY: qor
qor: setup build ## Map units to a cell library; fail if area or speed is worse than the committed figures by more than 2 %
	@$(HWGEN) qor $(ARGUMENTS)

.PHONY: bench-peers
bench-peers: model build ## Compare the golden transformer with llama.cpp, which is compiled first; bench-peers.json holds the figures
	@Scripts/setup-peers.sh
	@$(HWGEN) bench --peers -o bench-peers.json $(ARGUMENTS)

.PHONY: reproduce
reproduce: build ## Print the figures of the systems' papers beside ours; the page is Documentation/Reproduction.md
	@$(HWGEN) reproduce --paper all $(ARGUMENTS)

.PHONY: clean
clean: ## Remove what was built (tools, the model and ~/.cache/hwgen stay; 'make distclean' removes .tools/ too)
	@rm -rf .build regress.xml bench.json bench-peers.json reports

.PHONY: distclean
distclean: clean
	@rm -rf .tools
