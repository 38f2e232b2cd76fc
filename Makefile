# Headwater. `make help` lists what there is.

SHELL := /bin/bash
PREFIX ?= /usr/local
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
SWIFT_BUILD := swift build --jobs $(JOBS) --explicit-target-dependency-import-check error
SWIFT_TEST := swift test --jobs $(JOBS) --explicit-target-dependency-import-check error
HEADWATER := .build/debug/headwater
# Two thirds of a static binary are the standard library and Foundation, which swift-crypto brings:
# only what is reached is kept, and nothing is exported.
SMALL := -Xswiftc -Osize -Xswiftc -use-ld=lld -Xlinker -s -Xlinker --gc-sections \
	-Xlinker --icf=all -Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs

.DEFAULT_GOAL := help
.PHONY: help prepare build demo test lint format docs documentation pictures snapshots soak tsan oracle bench release install clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

prepare: ## Install what is missing: SQLite's headers, Graphviz
	@Scripts/prepare.sh

build: prepare ## Build the program, .build/debug/headwater
	@$(SWIFT_BUILD)

demo: prepare ## Trace the example's chain; writes demo.dot and demo.svg
	@$(SWIFT_BUILD) --product headwater
	@Scripts/demo.sh $(HEADWATER)

test: prepare lint ## Run every check and every test
	@$(SWIFT_BUILD) --build-tests
	@$(SWIFT_TEST) --skip-build --disable-xctest
	@Scripts/documentation.sh

lint: prepare ## Check the sources' format
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests

format: ## Put the sources in format
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

docs: build ## Write docs/cli.md from the program
	@COLUMNS=100 $(HEADWATER) reference > docs/cli.md.new && mv docs/cli.md.new docs/cli.md

documentation: prepare ## Build the library's reference with docc
	@Scripts/documentation.sh

pictures: build ## Draw the pictures of the documents anew
	@Scripts/pictures.sh $(HEADWATER)

snapshots: prepare ## Record again what the tests compare: help, trees, examples
	@HEADWATER_RECORD=1 $(SWIFT_TEST) --disable-xctest --filter Snapshot || true
	@git status --short -- Tests examples docs

soak: prepare ## Run the long versions of the tests
	@HEADWATER_SOAK=1 $(SWIFT_TEST) --disable-xctest
	@Scripts/tsan.sh

tsan: prepare ## Run the tests of concurrent use under the thread sanitizer
	@Scripts/tsan.sh

oracle: prepare ## Have networkx check the graph kernels, in .build/oracle
	@Scripts/oracle.sh

bench: ## Measure beside sqlite3; ARGS='--sizes 10000' for a quick look
	@Scripts/bench.sh $(ARGS)

release: prepare ## Build one static binary, .build/release/headwater
	@swift build --jobs $(JOBS) -c release --static-swift-stdlib $(SMALL) --product headwater

install: release ## Put the static binary in $(PREFIX)/bin
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 .build/release/headwater "$(DESTDIR)$(PREFIX)/bin/headwater"

clean: ## Remove what was built
	@rm -rf .build .build-tsan demo.dot demo.svg
