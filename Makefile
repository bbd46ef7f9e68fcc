# Crossreview: `make demo` shows what it does, `make test` checks everything. Run `make help` for the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-library
UV ?= uv

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-library test quick lint types imports docs readme notebooks corpus floors bench bench-search bench-retrieval bench-serving bench-batch \
        frontend fuzz model lock clean

help:  ## say what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

# ---- the environment ------------------------------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { \
	  echo "Crossreview needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 demo" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The locks hold hashes of everything, and the package itself is installed without looking at the network again.
$(VENV)/core.stamp: requirements/core.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/core.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/core.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# ---- to see it ------------------------------------------------------------------------------------------------------

define SHOW_DOCUMENTS
from pathlib import Path
from crossreview.library import Library
columns = ["filename", "genre", "document_date", "pages", "count_recommendation", "coverage_recommendation"]
documents = Library.open(Path("$(DEMO)")).frame("documents")[columns].sort_values("filename").astype(object)
print(documents.where(documents.notna(), "-").to_string(index=False))
endef
export SHOW_DOCUMENTS

demo: demo-library  ## read the sample corpus into a library and ask it a question
	@$(BIN)/python -c "$$SHOW_DOCUMENTS"
	$(BIN)/crossreview search "elective home education" --kind recommendation --kind progress --library $(DEMO)
	@echo "The records, one JSON file a document, are in $(DEMO)/records:"
	@find $(DEMO)/records -name '*.json' | sort | head -n 3

demo-library: $(VENV)/core.stamp
	$(BIN)/crossreview run corpus/pdfs --library $(DEMO) --no-embed
	$(BIN)/crossreview embed --library $(DEMO)

# ---- to check it ----------------------------------------------------------------------------------------------------

# Slow tests (notebooks, the built wheel) run where CI=true is set, and in `make test CI=true`.
test: lint types imports docs  ## lint, types, imports, documentation, then all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile $(if $(CI),,-m "not slow")

quick: $(VENV)/test.stamp  ## only the fast tests, stopping at the first failure
	$(BIN)/python -m pytest -x -m "not slow"

lint: $(VENV)/test.stamp  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp  ## mypy --strict
	$(BIN)/mypy
	$(BIN)/mypy bench

imports: $(VENV)/test.stamp  ## import-linter: imports run one way
	$(BIN)/lint-imports

docs: $(VENV)/test.stamp  ## check that generated parts of the documentation are what the code says
	$(BIN)/cog -I docs --check README.md docs/commands.md docs/record.md

readme: $(VENV)/test.stamp  ## make the generated parts of the documentation again
	$(BIN)/cog -I docs -r README.md docs/commands.md docs/record.md
	$(BIN)/crossreview inspect corpus/pdfs/port-ellery-sar-margaret.pdf --pages 11 --to build/inspected
	@mkdir -p docs/images && cp build/inspected/page-0011.png docs/images/inspected-page.png
	@command -v chromium > /dev/null || { echo "The pictures of briefing and web page stay: there is no chromium." >&2; exit 0; }; \
	  $(BIN)/crossreview run corpus/pdfs --library $(DEMO) --no-embed && \
	  $(BIN)/crossreview brief --theme NEE.elective_home_education --library $(DEMO) --to build/briefing.html && \
	  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=900,1050 \
	    --screenshot=docs/images/briefing.png build/briefing.html && \
	  $(BIN)/crossreview embed --library $(DEMO) && $(BIN)/python docs/screenshots.py $(DEMO)

notebooks: $(VENV)/test.stamp  ## execute the notebooks
	$(BIN)/python -m pytest tests/notebooks

# Longer: make fuzz SECONDS=600
fuzz: $(VENV)/test.stamp  ## mutate PDFs for a minute, and keep what brings the reader down
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60)

# ---- to measure it --------------------------------------------------------------------------------------------------

floors: $(VENV)/test.stamp  ## raise the floors to the scores that are reached now
	$(BIN)/crossreview evaluate --pdfs corpus/pdfs --gold corpus/gold --floors corpus/floors.json --update-floors
	@test ! -d ../shared/gold || $(BIN)/crossreview evaluate --pdfs ../shared/reviews --gold ../shared/gold \
	  --floors corpus/floors-shared-gold.json --update-floors

bench: $(VENV)/test.stamp  ## pages a second and memory, beside plain pdfplumber
	$(BIN)/python -m bench

bench-search: $(VENV)/test.stamp  ## how fast a million passages are indexed and searched (five minutes, 2 GB)
	$(BIN)/python -m bench.searching

bench-serving: $(VENV)/test.stamp demo-library  ## how fast the web page answers on a million passages, to fifty people at once
	$(BIN)/python -m bench.searching --library build/million --queries 50
	$(BIN)/python -m bench.serving --library build/million --sample $(DEMO)

bench-batch: $(VENV)/test.stamp  ## what a batch costs, and whether it gets through what goes wrong (half an hour)
	$(BIN)/python -m bench.batch

bench-retrieval: $(VENV)/test.stamp demo-library  ## how well searches find what answers a question
	$(BIN)/python -m bench.retrieval --library $(DEMO)

# ---- to make what is kept -------------------------------------------------------------------------------------------

model: $(VENV)/core.stamp  ## train the model of themes again from its statements
	$(BIN)/crossreview train --statements models/statements --sentences models/sentences-1 --to models/themes-1

corpus: $(VENV)/corpus.stamp  ## set the sample corpus again from its texts
	$(BIN)/python corpus/build.py

$(VENV)/corpus.stamp: requirements/corpus.txt $(VENV)/core.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/corpus.txt
	@touch $@

FRONTEND := pipeline/crossreview/web/frontend

frontend:  ## make the style and script of the web page again (needs Node)
	npm --prefix $(FRONTEND) ci --silent
	npm --prefix $(FRONTEND) run --silent build

LOCK := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command 'make lock'

lock:  ## resolve all requirements anew (needs uv)
	$(LOCK) pyproject.toml --extra meaning --extra report --extra web --output-file requirements/core.txt
	$(LOCK) --constraint requirements/core.txt --group build --output-file requirements/build.txt
	$(LOCK) --constraint requirements/core.txt pyproject.toml --extra meaning --extra report --extra web --extra cluster --extra evaluate \
	  --extra notebooks --group dev \
	  --output-file requirements/test.txt
	$(LOCK) --constraint requirements/test.txt pyproject.toml --extra meaning --extra report --extra web --extra corpus --output-file requirements/corpus.txt

clean:  ## remove what was made here
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
