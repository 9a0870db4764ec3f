# make run: the page on this machine · make test: all that CI runs. Both need nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
export OMP_NUM_THREADS ?= 1

.PHONY: run test test-full test-models test-offline lint check bench audit clean

run: $(VENV)/.run
	$(BIN)/python -m assistant serve

test: $(VENV)/.dev lint
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not full" tests ingest assistant

test-full: $(VENV)/.dev lint
	$(BIN)/python -m pytest tests ingest assistant

test-models: $(VENV)/.models
	$(BIN)/python -m pytest tests/models

# What leaves the machine, if anything: all tests, then a real browser, where there is no network but loopback (Linux). TESTS=... for some.
test-offline: $(VENV)/.dev
	.ci/offline $(BIN)/python $(TESTS)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(VENV)/.run
	$(BIN)/python -m ingest check

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.speed

# Advisories known of the packages installed; asks pypi.org, so it is no part of `make test`.
audit: $(VENV)/.dev
	@$(BIN)/python -c "import socket; socket.create_connection(('pypi.org', 443), 5).close()" 2>/dev/null \
	  || { echo "make audit: no network (pypi.org:443), so no advisory was looked up." >&2; exit 2; }
	$(call tool,pip-audit)
	$(BIN)/pip-audit --local --skip-editable --progress-spinner off

$(VENV)/bin/python:
ifdef UV
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif

# One stamp for each set of packages, made again only when pyproject.toml has changed.
$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(call install,.)
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(call install,.[dev])
	touch $(VENV)/.run $@

$(VENV)/.models: pyproject.toml | $(VENV)/bin/python
	$(call install,.[dev$(COMMA)models])
	touch $(VENV)/.run $(VENV)/.dev $@

COMMA := ,
ifdef UV
tool = $(UV) pip install --quiet --python $(BIN)/python "$(1)"
install = $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --editable "$(1)"
else
tool = $(BIN)/python -m pip install --quiet --disable-pip-version-check "$(1)"
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable "$(1)"
endif

clean:
	rm -rf $(VENV) .index .mypy_cache .ruff_cache .hypothesis
