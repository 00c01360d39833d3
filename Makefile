# Two commands: `make demo` and `make test`. Each does all of its own set-up.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SYSTEM := sh .ci/system-packages

.PHONY: demo test accuracy lint bench docs clean help

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

demo: $(STAMP) ## audit the made-up portals; ends with a table and a report file
	@$(SYSTEM) demo $(BIN)
	$(BIN)/portal-audit demo

test: $(STAMP) ## run every test, on SQLite and on a real PostgreSQL
	@$(SYSTEM) test $(BIN)
	$(BIN)/python -m pytest

accuracy: $(STAMP) ## audit every made-up portal and hold the figures of docs/accuracy.json
	@$(SYSTEM) demo $(BIN)
	$(BIN)/portal-audit accuracy demo --floors docs/accuracy.json

lint: $(STAMP) ## style, types and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## ratios measured in one run
	$(BIN)/python -m benchmarks

docs: $(STAMP) ## write again the pages that are generated from data
	$(BIN)/python docs/generate.py

$(STAMP): requirements.lock pyproject.toml
	@sh .ci/python-present $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

clean: ## remove what was set up and made
	rm -rf $(VENV) var
