# The two commands: `make run` starts the bot, `make test` proves it. Both set everything up.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: run test install dev lint types layers format check lock clean

run: install
	@$(BIN)/papers run

# On as many cores as there are, but each process starts a PostgreSQL of its own.
test: dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

install: .venv/installed

dev: .venv/dev

.venv/installed: pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv (about a minute, once)…"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@$(BIN)/python -m compileall -q bot adapters
	@touch $@

.venv/dev: .venv/installed requirements-dev.lock
	@echo "Adding what the tests need…"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

format: dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: dev
	$(BIN)/mypy

layers: dev
	$(BIN)/lint-imports --no-cache

check: lint types layers test

# Renew both lock files from pyproject.toml (needs `pip install uv`).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra postgres pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements.lock --group dev -o requirements-dev.lock

clean:
	rm -rf .venv build *.egg-info
