# Report QA from a checkout. `make` alone lists the targets.
#
# Everything lives in .venv, which is made with $(PYTHON) and filled by the ordinary pip. The stamps
# in it are keyed on where the checkout is and on what pyproject.toml and constraints.txt say:
# while these stay as they are, pip is not run again and no network is needed.

PYTHON ?= python3
PORT ?=
ARGS ?=
override Q := $(value Q)
export Q

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
RUN := $(VENV)/bin/report-qa
PIP := $(PY) -m pip --disable-pip-version-check
KEY := $(shell { pwd; cat pyproject.toml constraints.txt; } | cksum | cut -d ' ' -f 1)
INSTALLED := $(VENV)/installed-$(KEY)
INSTALLED_DEV := $(VENV)/installed-dev-$(KEY)

# Debian's Chromium, for the browser tests; a mirror that does not answer is not waited for.
BROWSERS := chromium chromium-browser google-chrome
APT := timeout 600 apt-get -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=15

.PHONY: help app ask eval bench test lint screenshots browser clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z][a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

app: $(INSTALLED) ## the web app on a local port (PORT=8000 for that one); prints its address
	@$(RUN) serve $(if $(PORT),--port $(PORT))

ask: $(INSTALLED) ## one question: make ask Q="who presented the CRRF?"
	@if [ -z "$$Q" ]; then echo 'usage: make ask Q="who presented the CRRF?"' >&2; exit 2; fi
	@$(RUN) ask $(ARGS) -- "$$Q"

eval: $(INSTALLED) ## the fixed questions and their figures (ARGS="--json" and others are passed on)
	@$(RUN) eval $(ARGS)

bench: $(INSTALLED) ## every figure of speed beside other libraries' (ARGS="--sizes 500" and others are passed on)
	@$(PY) -m bench $(ARGS)

test: export HF_HUB_OFFLINE = 1
test: export TRANSFORMERS_OFFLINE = 1
test: lint browser ## lint, types and all tests (ARGS="-k gaps" and others are passed to pytest)
	$(PY) -m pytest $(ARGS)

lint: $(INSTALLED_DEV) ## ruff check, ruff format --check, mypy
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

screenshots: $(INSTALLED_DEV) browser ## pictures of every view in docs/screenshots (ARGS="library" for that one)
	$(PY) docs/screenshots.py $(ARGS)

browser: # installed where that can be done; without one the browser tests are skipped
	@has_one() { for name in $(BROWSERS); do command -v $$name && return; done; return 1; } >/dev/null; \
	has_one && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing Chromium for the browser tests"; \
	  { $(APT) update && $(APT) install --yes --no-install-recommends chromium; } >/dev/null 2>&1; \
	fi; \
	has_one || echo "no Chromium here, and it cannot be installed: the browser tests are skipped"

clean: ## remove the environment, builds and caches (a library is not touched)
	rm -rf $(VENV) build dist report_qa.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Report QA needs Python 3.11 or newer, and $(PYTHON) is none; name one: make PYTHON=python3.11 …" >&2; \
	  exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(INSTALLED): | $(PY)
	@echo "installing Report QA into $(VENV); the first time takes some minutes"
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@rm -f $(VENV)/installed-* && touch $@

$(INSTALLED_DEV): | $(PY)
	@echo "installing Report QA and the tools of its checks into $(VENV); the first time takes some minutes"
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@rm -f $(VENV)/installed-* && touch $(INSTALLED) $@
