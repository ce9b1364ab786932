# Two commands matter: `make run` and `make test`. Each makes the environment it needs, at .venv, from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# `make docs` writes the generated pages except eight. `make sensitivity` writes docs/sensitivity.md (ten minutes of runs), and
# `python -m concertacion.experiments.pages.NAME` the others: changes and proposals from finished folders; free_runs, parsimony,
# scores (--weights DIR adds the model at the points that a record weighs) and treatments from runs of their own, minutes each.
# `python -m tests.review` writes docs/review.md. docs/validation.md quotes free-runs.md and scores.md as they stand: write these
# before `make docs`. The pages of claims are those of the ledgers in docs/ledger;
# `python -m concertacion.experiments.pages.claims_kept` puts finished tests there.
.PHONY: run test bench lint docs site sensitivity mutants messages kills attack freeze

run: $(READY)
	$(BIN)/concertacion $(ARGS)

test: lint
	$(BIN)/pytest -q -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/pytest -q -s -o addopts= --import-mode=importlib --benchmark-only tests/benchmarks

docs: $(READY)
	$(BIN)/python -m concertacion.experiments.pages.reference
	$(BIN)/python -m concertacion.experiments.pages.scenarios
	$(BIN)/python -m concertacion.experiments.pages.settings
	$(BIN)/python -m concertacion.experiments.pages.tables
	$(BIN)/python -m concertacion.experiments.pages.survival
	$(BIN)/python -m concertacion.experiments.pages.validation
	$(BIN)/python -m concertacion.experiments.pages.claims

# The documentation as a site, with the tutorial and the reference of the Python interface: build/site/index.html.
site: $(READY)
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs build/site

# Which of twenty faults the tests catch.
mutants: $(READY)
	$(BIN)/python -m tests.mutations

# Twenty kills, terminations and interrupts of every kind of work, in the end each the same to the byte as if never disturbed.
kills: $(READY)
	$(BIN)/python -m tests.kills

# What the command answers to bad input, written anew: tests/messages/messages.txt.
messages: $(READY)
	$(BIN)/python -m tests.messages

# Five thousand generated bad inputs, of which the tests try three hundred.
attack: $(READY)
	$(BIN)/python -m tests.attack 5000

# Hashes of claims, smallest effects, ranges and code in docs/ledger/freeze.json, before any arm of a claim is run.
freeze: $(READY)
	$(BIN)/python -m concertacion.experiments.claims.freeze

sensitivity: $(READY)
	$(BIN)/python -m concertacion.experiments.pages.sensitivity

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
