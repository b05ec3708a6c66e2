# Thin: each target sets up what it needs and then says one thing. GNU make 3.81 (macOS) is enough.
YEAR := 2021
EXTRACT := build/demo/extracts/$(YEAR)
RELEASE := build/demo/releases/$(YEAR)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# The rooms that an Extract is made in: what changes there makes it anew.
SAMPLED := sample exchange questionnaire places rounds.py rounding.py definitions.py language.py
DEFINED := $(shell find survey $(addprefix src/kartlegg/,$(SAMPLED)) -type f ! -name '*.pyc' ! -name '.*' ! -name '*~')

.PHONY: help demo test check bench lock

help:
	@echo 'make demo [SERVE=0]   build the $(YEAR) report in build/demo/ and serve it on http://127.0.0.1:8000/'
	@echo 'make test [ARGS=...]  run every test; ARGS go to pytest'
	@echo 'make check            ruff, mypy, the arrows between rooms, and the survey itself'
	@echo 'make bench            measure against the peers in benchmarks/README.md'
	@echo 'make lock             lock the dependencies anew'

demo: $(EXTRACT)/manifest.json
	$(BIN)/kartlegg run $(YEAR) --extract $(EXTRACT) --out $(RELEASE)
ifneq ($(SERVE),0)
	$(BIN)/kartlegg serve
endif

$(EXTRACT)/manifest.json: $(DEFINED) | .venv/run.stamp
	$(BIN)/kartlegg sample $(YEAR) --out $(EXTRACT)

test: .venv/test.stamp
	@tests/setup.sh
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: .venv/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kartlegg check

bench: .venv/test.stamp
	$(BIN)/python -m benchmarks

lock:
	requirements/lock.sh

.venv/bin/python:
	@for python in python3.11 python3; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        $$python -m venv .venv && exit 0; rm -rf .venv; exit 1; \
	    fi; \
	done; echo 'Kartlegg needs Python 3.11 or newer as python3.11 or python3; install it and run make again.' >&2; exit 1

.venv/run.stamp: requirements/run.txt pyproject.toml CHANGELOG.md | .venv/bin/python
	@echo 'Installing what requirements/run.txt locks ...'
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/run.stamp
	@echo 'Installing what requirements/test.txt locks ...'
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@
