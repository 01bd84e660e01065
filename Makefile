# The two commands of the README are `make serve` and `make test`; all others serve developers.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
CHECKED := src scripts benchmarks tests

.PHONY: serve test check format bench lock chromium clean

serve: $(VENV)/.runtime ## Install, build the default catalogue, serve it.
	$(BIN)/regesta build
	$(BIN)/regesta serve --host $(HOST) --port $(PORT)

test: $(VENV)/.test chromium ## Install what the tests need and run them all.
	$(BIN)/pytest

check: $(VENV)/.test ## Lint, types, contracts between modules.
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.test ## Put the code in the one format.
	$(BIN)/ruff format $(CHECKED)
	$(BIN)/ruff check --fix $(CHECKED)

bench: $(VENV)/.test ## Measure against the rivals named in benchmarks/README.md.
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/serve.py

lock: $(VENV)/.test ## Renew the lock files from pyproject.toml.
	$(BIN)/uv pip compile pyproject.toml --extra develop --extra test --extra benchmark $(LOCK) \
		--output-file requirements-test.lock
	$(BIN)/uv pip compile pyproject.toml --extra develop $(LOCK) \
		--constraints requirements-test.lock --output-file requirements.lock

LOCK := --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.runtime

# The browser tests drive Debian's own Chromium; Playwright's download of a browser is not used, but
# the program that it drives browsers with needs libatomic, which a small Debian lacks.
chromium:
	@{ command -v chromium && /sbin/ldconfig -p | grep libatomic.so.1; } > /dev/null || { \
		echo "Installing Chromium and libatomic for the browser tests."; \
		SUDO=$$([ "$$(id -u)" = 0 ] || echo "sudo -n"); \
		$$SUDO apt-get update -qq && \
		$$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium libatomic1 > /dev/null; \
	} || { echo "Chromium or libatomic is missing and apt may not run here: install the packages chromium and libatomic1, then call make test again."; exit 1; }

clean: ## Remove what make and the tests have made, but no release.
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
