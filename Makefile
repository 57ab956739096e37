# Every target sets up what it needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# whoever is started reads what is compiled already; the tests start many
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run serve test bench bench-large lint format migrations lock clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/ready ## the app with a sample hospital, on http://127.0.0.1:8000
	$(RUN) cme.py demo

serve: $(VENV)/ready ## the app itself, settings from the environment (CME_…)
	$(RUN) cme.py serve

test: $(VENV)/ready ## every test: SQLite, PostgreSQL and a real browser
	@sh tests/machine.sh
	$(RUN) -m pytest -n auto --dist worksteal

bench: $(VENV)/ready ## how fast people get in, against what this machine can do; one line of JSON each
	$(RUN) -m tests.bench

bench-large: $(VENV)/ready ## a hundred thousand people on both databases, books of forms, certificates read; takes an hour
	$(RUN) -m tests.bench books reading likeness search large

lint: $(VENV)/ready ## style, types, import rules
	$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(RUN) -m mypy && $(VENV)/bin/lint-imports

format: $(VENV)/ready ## put the code into the house's layout
	$(RUN) -m ruff check --fix . ; $(RUN) -m ruff format .

migrations: $(VENV)/ready ## write the migration that the changed models need
	$(VENV)/bin/tortoise -c storage.config.TORTOISE_ORM makemigrations

lock: $(VENV)/ready ## pin all dependencies anew, with hashes
	$(VENV)/bin/uv pip compile -q pyproject.toml --extra ocr --extra test --generate-hashes \
		--python-version 3.11 --no-annotate --no-header -o requirements.txt

clean: ## throw away what the targets made (not your data)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/ready: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install -q --disable-pip-version-check uv
	$(VENV)/bin/uv pip install -q -p $(RUN) --require-hashes -r requirements.txt
	@touch $@
