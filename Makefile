# make demo | test | check | bench: each sets up what it needs into .venv, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PINS := requirements/dev.txt
# The demonstration asks nobody for a second factor; in use those with most rights need one.
DESK := XIEZHI_DESK_HOME=demo/desk XIEZHI_DESK_SECOND_FACTOR=none

.DEFAULT_GOAL := help
.PHONY: help setup front demo test test-all check bench accuracy quality format clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /' | sort

$(STAMP): $(PINS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Xiezhi needs Python 3.11 or later; set PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python's venv module is missing: install python3-venv"; exit 1; }
	@echo "setting up $(VENV) (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(PINS)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(STAMP) ## make .venv from the pins with hashes

front: $(STAMP) ## build the desk's pages when their sources changed
	@$(BIN)/python -m xiezhi_desk.ui.frontend

demo: front ## an invented province and 2,000 judgments: files, shelf, all models, found against true, report, desk
	@$(BIN)/xiezhi demo --out demo
	@rm -rf demo/desk
	@$(DESK) $(BIN)/xiezhi-desk demo --from demo
	@if [ -z "$$DEMO_NO_SERVE" ]; then $(DESK) $(BIN)/xiezhi-desk serve; fi

# Compiled modules are kept: every worker of the suite and every desk it starts would compile anew.
test test-all: export PYTHONDONTWRITEBYTECODE :=

test: front ## the default suite
	@$(BIN)/python -m pytest -m "not slow"

test-all: front ## the default suite and the slow tests
	@$(BIN)/python -m pytest

check: $(STAMP) ## format, lint, types, import contracts, house tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest tests/house -n 0

format: $(STAMP) ## mend format and what the linter can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

accuracy: $(STAMP) ## the reader against the labelled documents
	@$(BIN)/python -m bench.accuracy

bench: front ## measured comparisons, written to bench/results/
	@$(BIN)/python -m bench

clean: ## remove .venv, caches and the demonstration
	rm -rf $(VENV) demo frontend/node_modules src/xiezhi_desk/static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
