# The one door: `make run` and `make test` set up what they need; everything else builds on them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV    := .venv
PY      := $(VENV)/bin/python
STAMPS  := $(VENV)/stamps
MAP     := dashboard/map
BUILT   := dashboard/built
STORE   := $(or $(BORDEROPS_STORE),store)
WORKERS ?= 2
TESTS   ?= tests

PIP     := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
# The virtual environment's own Node comes first if it has one; see $(STAMPS)/node.
NPM     := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm
UV      := $(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

MAP_SOURCES     := $(shell find $(MAP)/src -type f 2>/dev/null) $(MAP)/build.mjs
PAGE_SOURCES    := $(wildcard dashboard/delivery/*.py dashboard/assets/*)
BASEMAP_SOURCES := $(shell find dashboard/basemap data/geography -name '*.py' 2>/dev/null)

.PHONY: help run test lint format bench bench-large shots documents-proof docs check audit fuzz lock clean environment development component chromium postgresql nginx store torture

help: ## This list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: environment component store ## Set up what is missing, then serve on http://127.0.0.1:8050.
	@exec $(VENV)/bin/borderops serve

test: development component chromium postgresql nginx ## All tests, in Chromium and PostgreSQL too. TESTS=tests/data runs a part.
	cd $(MAP) && $(NPM) test --silent
	$(PY) -m pytest $(TESTS) -n $(WORKERS) --dist loadgroup

lint: development $(MAP)/node_modules/.stamp ## Style, types, docstrings, import contracts; Python and TypeScript.
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PY) -m numpydoc.hooks.validate_docstrings $$(find data layers dashboard -name '*.py' -not -path '*/node_modules/*')
	$(VENV)/bin/lint-imports --no-logo
	cd $(MAP) && $(NPM) run --silent lint

format: development ## Put the Python sources into the house's format.
	$(VENV)/bin/ruff check --fix --quiet . || true
	$(VENV)/bin/ruff format .

bench: development component chromium store $(STAMPS)/bench ## Measure in one run; prints, and writes docs/performance.md.
	$(PY) -m benchmarks --store $(STORE) --peer $(VENV)/bench/bin/python

bench-large: development $(STAMPS)/bench ## The engine over 100 million incidents too: 14 GiB of memory, 5 GB of disk, an hour.
	$(PY) -m benchmarks.engine --large --peer $(VENV)/bench/bin/python

torture: development component postgresql nginx store $(STAMPS)/bench ## Load and faults on a site of its own; writes docs/reliability.md.
	$(PY) -m benchmarks.torture --store $(STORE) --peer $(VENV)/bench/bin/datasette

shots: development component chromium store ## Screenshots of every page, both themes, three sizes, into shots/.
	$(PY) -m tests.journeys.shots --store $(STORE)

documents-proof: development component store ## Sample documents as images into shots/documents: PDFs, in grey too, and slides by LibreOffice.
	$(PY) -m tests.dashboard.documents.proof --store $(STORE) --to shots/documents

docs: development ## Write the generated pages of docs/ anew.
	$(PY) -m data.settings_page docs/settings.md
	$(PY) -m dashboard.rights_page docs/rights.md
	$(PY) -m data.reference.tables_page docs/reference-tables.md
	$(PY) -m data.schema.document docs/incident-schema.md
	$(PY) -m data.schema.programme_document docs/programme-extracts.md
	$(PY) -m layers.documents docs/layers.md

check: lint test ## What CI runs.

# Both ask the registries about what is locked, so they need the network; a package that cannot be asked about fails too.
audit: development $(MAP)/node_modules/.stamp ## Known weaknesses of every locked package. Needs the network.
	@for lock in locks/requirements.txt locks/requirements-dev.txt locks/requirements-dask.txt; do \
	  echo "$$lock"; \
	  $(VENV)/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
	    $$(sed -n 's/^\([A-Z][A-Za-z0-9-]*\) .*/--ignore-vuln \1/p' locks/audit-ignored.list) -r $$lock || exit 1; \
	done
	@echo "$(MAP)/package-lock.json"
	@cd $(MAP) && $(NPM) audit --audit-level=low

FUZZ_S ?= 300

fuzz: development component store ## Feed every parser at random for FUZZ_S seconds each, and every route; failures stay in fuzzed/.
	@mkdir -p fuzzed
	@for target in shape filter edit text extract plan_file; do \
	  echo "$$target, $(FUZZ_S) s"; \
	  (cd fuzzed && PYTHONPATH=$(CURDIR) $(CURDIR)/$(PY) -m tests.fuzz.run $$target --seconds $(FUZZ_S) --corpus corpus) || exit 1; \
	done
	BORDEROPS_FUZZ=200 $(PY) -m pytest tests/dashboard/web/test_openapi.py -n $(WORKERS)

lock: development ## Resolve the dependencies anew within their ranges.
	$(PIP) uv
	$(UV) pyproject.toml --group pyproject.toml:build -o locks/requirements.txt
	$(UV) pyproject.toml --group pyproject.toml:dev -c locks/requirements.txt -o locks/requirements-dev.txt
	$(UV) pyproject.toml --extra dask -c locks/requirements.txt -o locks/requirements-dask.txt
	$(UV) --group pyproject.toml:bench -o locks/requirements-bench.txt
	$(UV) locks/requirements-node.in -o locks/requirements-node.txt
	cd $(MAP) && $(NPM) run --silent lock

clean: ## Remove what was built and installed here; the store stays.
	rm -rf $(VENV) $(BUILT) $(MAP)/node_modules shots bench-results
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info

environment: $(STAMPS)/program

development: $(STAMPS)/program $(STAMPS)/development

component: $(BUILT)/.component $(BUILT)/.basemap $(BUILT)/.document-fonts $(BUILT)/.compressed $(STAMPS)/compiled

# Machine code of the counts is kept beside their sources: without this the first questions would wait for it.
$(STAMPS)/compiled: data/compiled.py $(wildcard data/index/*.py data/geography/tag_*.py) $(STAMPS)/program
	@echo "Compiling the counts"
	@$(PY) -m data.answers.compiling
	@touch $@

# The stamp is what makes a second start quick: it says that the store was complete once.
store: environment
	@test -e $(STAMPS)/store$(subst /,_,$(STORE)) -a -e $(STORE)/manifest.json \
	  || { BORDEROPS_STORE=$(STORE) $(VENV)/bin/borderops demo --if-missing && touch $(STAMPS)/store$(subst /,_,$(STORE)); }

$(PY):
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$($$python --version)"; \
	    $$python -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$python cannot make virtual environments: install its venv package (Debian: python3-venv)." >&2; exit 1; \
	  fi; \
	done; \
	echo "Python 3.11 or newer was not found: install it, or name it with 'make PYTHON=/path/to/python3'." >&2; exit 1

$(STAMPS)/runtime: locks/requirements.txt | $(PY)
	@echo "Installing the locked packages (a minute or two the first time)"
	@$(PIP) --require-hashes -r locks/requirements.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/program: pyproject.toml $(STAMPS)/runtime
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/development: locks/requirements-dev.txt $(STAMPS)/runtime
	@echo "Installing the locked tools for tests and lint"
	@$(PIP) --require-hashes -r locks/requirements-dev.txt
	@touch $@

# The peers that the benchmarks compare with live apart, so that they cannot change what the program runs on.
$(STAMPS)/bench: locks/requirements-bench.txt $(STAMPS)/runtime
	@echo "Installing the locked packages of the benchmarks' peers"
	@$(PY) -m venv --clear $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r locks/requirements-bench.txt
	@touch $@

# Node 20.19 or newer of the system, or else the locked Node that pip can install.
$(STAMPS)/node: locks/requirements-node.txt $(STAMPS)/runtime
	@if command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; \
	then echo "Using Node $$(node --version) of the system"; \
	else echo "Installing the locked Node into $(VENV)"; $(PIP) --require-hashes -r locks/requirements-node.txt; fi
	@touch $@

$(MAP)/node_modules/.stamp: $(MAP)/package.json $(MAP)/package-lock.json | $(STAMPS)/node
	@echo "Installing the locked packages of the map component"
	@cd $(MAP) && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT)/.component: $(MAP)/node_modules/.stamp $(MAP_SOURCES)
	@echo "Building the map component"
	@cd $(MAP) && $(NPM) run --silent build
	@touch $@

$(BUILT)/.basemap: $(MAP)/node_modules/.stamp $(STAMPS)/program $(BASEMAP_SOURCES)
	@echo "Building the offline base map"
	@$(PY) -m dashboard.basemap
	@touch $@

$(BUILT)/.document-fonts: $(MAP)/node_modules/.stamp $(STAMPS)/program dashboard/documents/fonts.py dashboard/documents/glyphs.py
	@$(PY) -m dashboard.documents.fonts
	@touch $@

# What browsers load is compressed once, as well as it can be; a file without a copy is compressed as it is sent.
$(BUILT)/.compressed: $(BUILT)/.component $(STAMPS)/program $(PAGE_SOURCES)
	@$(PY) -m dashboard.delivery
	@touch $@

# Tests need a Chromium of the system; CHROMIUM names one that is elsewhere.
chromium:
	@for browser in $$CHROMIUM chromium chromium-browser google-chrome; do \
	  command -v "$$browser" >/dev/null && exit 0; \
	done; \
	if command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" -eq 0 ]; then root=; else root=sudo; fi; \
	  echo "Installing Chromium from the system's packages"; \
	  $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0; \
	fi; \
	echo "Tests need Chromium: install it, or set CHROMIUM to its path." >&2; exit 1

# Tests start a PostgreSQL server of their own from the system's programs; no server of the system is used.
postgresql:
	@command -v postgres >/dev/null && exit 0; \
	for program in /usr/lib/postgresql/*/bin/postgres; do test -x "$$program" && exit 0; done; \
	if command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" -eq 0 ]; then root=; else root=sudo; fi; \
	  echo "Installing PostgreSQL from the system's packages"; \
	  $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends postgresql >/dev/null && exit 0; \
	fi; \
	echo "Tests need PostgreSQL: install it, so that 'postgres' is on the PATH." >&2; exit 1

# Tests run deploy/nginx.conf as a process of their own; no server of the system is used.
nginx:
	@command -v nginx >/dev/null && exit 0; test -x /usr/sbin/nginx && exit 0; \
	if command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" -eq 0 ]; then root=; else root=sudo; fi; \
	  echo "Installing nginx from the system's packages"; \
	  $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends nginx-light >/dev/null && exit 0; \
	fi; \
	echo "Tests need nginx: install it, so that 'nginx' is on the PATH." >&2; exit 1
