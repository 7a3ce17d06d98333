# Everything Hearsay needs is brought into .venv: Python 3.11 to 3.13, make and a package index are enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test env lint lock train clean

run: env ## Do the main job on the sample newsroom. Exit code 3 says "partial": the sample has a page that is missing on purpose.
	@$(BIN)/hearsay run || { code=$$?; [ $$code -eq 3 ] || exit $$code; }

test: env lint ## Set up, lint, check types and import contracts, run all tests.
	$(BIN)/python -m pytest

env: $(READY) ## Only set up.

# The lock holds every package, so nothing is resolved again: older pips stumble over extras in hashed files.
$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
		$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	fi
	@touch $@

lint: env ## Format, lint, types, import contracts.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: ## Compile the exact set of packages again (needs uv).
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.lock

clean: ## Remove the environment and all data.
	rm -rf $(VENV) data
