# Two commands matter: `make demo` shows Sijill at work, `make test` runs every test.
# Both set everything up by themselves in .venv; Python 3.11 and make are enough.

PYTHON ?= python3
BIN := .venv/bin
BENCH_BIN := .venv-bench/bin
LLM_BIN := .venv-llm/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
BENCH_BIN := .venv-bench/Scripts
LLM_BIN := .venv-llm/Scripts
endif
SIJILL_BENCH ?= ../shared/bench
DATA ?= ../shared/train
export SIJILL_BENCH

.PHONY: setup gazetteer browser screenshots demo test check lint wheel bench bench-link bench-totals bench-estimate bench-people bench-web bench-setup train test-llm docs clean

setup: .venv/.ready gazetteer browser

.venv/.ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit('Sijill needs Python 3.11 or newer; found %d.%d. Name one with: make PYTHON=python3.11' % sys.version_info[:2] if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python -c "import pathlib; pathlib.Path('.venv/.ready').touch()"

gazetteer: .venv/.ready
	$(BIN)/python tools/build_gazetteer.py

browser: .venv/.ready
	$(BIN)/python tools/build_browser.py

# Pictures of every page, for the docs; needs a machine with Arabic letters.
screenshots: setup
	$(BIN)/python tools/take_screenshots.py

demo: setup
	$(BIN)/python tools/demo.py

test: setup
	$(BIN)/python -m pytest

check: lint test

lint: setup
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

wheel: setup
	$(BIN)/python -m hatchling build -t wheel

bench-setup: .venv-bench/.ready

.venv-bench/.ready: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	$(BENCH_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(PYTHON) -c "import pathlib; pathlib.Path('.venv-bench/.ready').touch()"

bench: setup bench-setup
	$(BIN)/python bench/run.py --scorers $(BENCH_BIN)/python

# A million generated claims, a new document among them, and Splink beside it.
bench-link: setup bench-setup
	$(BIN)/python bench/link.py --peer $(BENCH_BIN)/python

# Totals of 2,000 invented incidents, from their reports to the table, held to the truth.
bench-totals: setup
	$(BIN)/python bench/totals.py

# Estimates of the unlisted beside the R packages' figures, and their cost.
bench-estimate: setup
	$(BIN)/python bench/estimate_against.py --reference $(SIJILL_BENCH)/estimate/reference.json

# 100,000 rows of invented people on four lists, linked and held to the truth.
bench-people: setup
	$(BIN)/python bench/people.py

# The workbench under ten users on a generated record of 100,000 claims, with SQLite and with a
# PostgreSQL that is started here (or DATABASE_URL=URL of an empty one). Making the record and
# its two copies takes an hour, once; measure on a machine that does nothing else.
bench-web: setup
	$(BIN)/python bench/web.py $(if $(DATABASE_URL),--url $(DATABASE_URL))

train: setup
	$(BIN)/python tools/train_models.py $(DATA)
	$(BIN)/python tools/fit_confidence.py $(DATA) --write

# A real model server and a very small model; building the server takes about eight minutes.
# Another model: make test-llm MODEL=FILE.gguf
test-llm: setup .venv-llm/.ready
	$(BIN)/python tools/try_model.py $(LLM_BIN)/python $(MODEL)

.venv-llm/.ready: requirements/llm.txt
	$(PYTHON) -m venv .venv-llm
	$(LLM_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/llm.txt
	$(PYTHON) -c "import pathlib; pathlib.Path('.venv-llm/.ready').touch()"

docs: setup
	$(BIN)/python tools/build_docs.py

clean:
	rm -rf .venv .venv-bench .venv-llm .data dist build
