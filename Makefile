# `make booklet` and `make test` are all one needs; `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
TESTS ?= tests
PYTEST ?= -n auto
UPGRADE ?=

.DEFAULT_GOAL := help
.PHONY: booklet test lint bench clean setup lock rules help

booklet: setup ## set up what is missing, then build the publication into build/
	@$(BIN)/booklet build

test: setup ## set up what is missing, then run all tests (TESTS=tests/load for some of them)
	@$(BIN)/pytest $(PYTEST) $(TESTS)

lint: setup ## style, types and the layers of the program
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup ## how long a first build, one after an edit and one with nothing to do take, against one big document
	@$(BIN)/python tests/benchmarks/bench.py

clean: ## remove everything that was built, the cache and the virtual environment
	@find build -mindepth 1 ! -name .gitkeep -delete
	@rm -rf .cache $(VENV) *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find booklet tests -name __pycache__ -type d -prune -exec rm -rf {} +

setup: ## the virtual environment and the system's libraries (PYTHON=python3.12 names another Python)
	@.ci/set-up $(VENV) $(PYTHON)

lock: setup ## pin every package with its hashes (UPGRADE=--upgrade also chooses newer versions)
	@$(BIN)/pip-compile --quiet $(UPGRADE) --generate-hashes --extra dev --strip-extras --allow-unsafe \
		--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--output-file .ci/requirements.lock pyproject.toml

rules: setup ## renew the list of rules in CONTRIBUTING.md
	@$(BIN)/python .ci/rules.py --write

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s%s\n", $$1, $$2}' Makefile
