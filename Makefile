# make install | run | test | check: each does all of its own set-up.
PYTHON ?= python3
VENV := .venv
BILIM := $(VENV)/bin/bilim
export BILIM_HOME ?= $(CURDIR)/bilim-data
export BILIM_HOST ?= 127.0.0.1
export BILIM_PORT ?= 8000

.PHONY: install install-dev run test check clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Bilim needs Python 3.11 or newer; $(PYTHON) is older. Set PYTHON=…"; exit 1; }
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "No venv module: run 'apt-get install python3-venv' and try again."; exit 1; }
	@echo "Installing into $(VENV) …"
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -e .
	@touch $@

install-dev: $(VENV)/.installed-dev

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what the tests need …"
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: install
	@$(BILIM) ingest --quiet examples/acts examples/forms
	@echo "Try:  http://$(BILIM_HOST):$(BILIM_PORT)/?q=сколько+ждать+паспорт+на+пасеку"
	@$(BILIM) serve

test: install-dev
	$(VENV)/bin/python -m pytest

check: install-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

clean:
	rm -rf $(VENV) build dist
