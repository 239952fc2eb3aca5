# Everything sets itself up: git, make and Python 3.11-3.13 are all a machine needs; the tests also need PostgreSQL's
# programs (Debian: apt-get install postgresql; no server has to run), or AUTHORING_TESTS_WITHOUT_POSTGRESQL=1.

VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready
READERS := .venv-dataset/.ready
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3; do \
            $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
# One more than there are processors: a third of the tests' time is waiting, for a server, a terminal or a killed program.
JOBS   ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)

.PHONY: demo test lint format bench example bench-revisions bench-diff bench-tui bench-staleness bench-checks bench-memory bench-publish rehearsal check-dataset cat-tools lock schemas clean help sentences

help:                ## Say what there is
	@grep -E '^[a-z-]+: .*##' Makefile | sed 's/:.*##/ -/'

$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11, 3.12 or 3.13 found. Install one, or name it: make PYTHON=/path/to/python"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { echo "error: could not make $(VENV). On Debian: apt-get install python3-venv"; exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What others read the dataset with has an environment of its own: together it is heavier than the program.
$(READERS): requirements-dataset.lock $(READY)
	@test -x .venv-dataset/bin/python || $(PY) -m venv --without-pip .venv-dataset
	@echo "setting up .venv-dataset (once)"
	@$(PY) -m uv pip install --quiet --python .venv-dataset/bin/python --require-hashes -r requirements-dataset.lock 2>/dev/null || \
	  $(PY) -m pip --python .venv-dataset/bin/python install --quiet --disable-pip-version-check --require-hashes \
	    -r requirements-dataset.lock
	@touch $@

demo: $(READY)       ## Draft three occupations from the bundled facts and open the review TUI on them
	@test -f demo/authoring.toml || $(VENV)/bin/author init demo 2>/dev/null
	@$(VENV)/bin/author --workspace demo $(if $(PERSON),--as '$(PERSON)') demo

test: $(READY) $(READERS) lint  ## Lint, types, contracts and all tests
	$(PY) -m pytest -n $(JOBS) --dist worksteal

lint: $(READY)       ## ruff, mypy strict, import contracts
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: $(READY)     ## Format the code
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: $(READY)      ## Run the benchmarks (by hand; no test depends on them)
	$(PY) -m benchmarks

bench-tui: $(READY)  ## The review TUI on 50,000 drafts, through a pseudo-terminal
	$(PY) -m benchmarks.tui.bench

bench-revisions: $(READY) ## 50,000 drafts: rebuild, open, page and search, measured beside their limits
	$(PY) -m benchmarks.revisions

bench-diff: $(READY) ## Diffs of 1,000 profiles with known changes: share named right and CPU, ours beside four tools
	$(PY) -m benchmarks diff

bench-staleness: $(READY) ## OLD=old.sqlite [NEW=new.sqlite]: a rehearsal of new official editions on the whole dataset
	$(PY) -m benchmarks.staleness $(OLD) $(NEW)

bench-checks: $(READY) ## The checks: speed, recall of seeded errors, false alarms
	$(PY) -m benchmarks checks

bench-memory: $(READY) ## Translation memory: exact and similar matches among 100,000 pairs
	$(PY) -m benchmarks.memory

cat-tools: $(READY)  ## Files for other tools, opened by translate-toolkit in an environment of its own (made once)
	$(PY) -m benchmarks.exchange

bench-batch: $(READY) ## Drafts through a server on this machine: ours beside instructor and Curator
	$(PY) -m benchmarks.batch.bench $(if $(DRAFTS),--drafts $(DRAFTS))

lock: $(READY)       ## Renew requirements.lock from pyproject.toml
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --group dev --extra build --extra models --extra sources --extra chinese --extra postgres --extra workers --extra parquet pyproject.toml --output-file requirements.lock
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --group dataset --output-file requirements-dataset.lock

clean:               ## Remove what make set up and the demo workspace
	rm -rf $(VENV) .venv-dataset demo .mypy_cache .ruff_cache .import_linter_cache .hypothesis

bench-publish: $(READY) ## A release of the whole dataset in five locales, and one with ten edits: stages, and ratio to the floor
	$(PY) -m benchmarks.publishing

rehearsal: $(READY)  ## IN=DIR: every occupation from draft to release by the command line; writes ten pages to read
	$(PY) -m benchmarks.rehearsal --in $(IN)

check-dataset: $(READERS) ## The current release (or RELEASE=DIR) as mlcroissant, frictionless, Datasette and DuckDB see it
	.venv-dataset/bin/python -m benchmarks.check_dataset $(or $(RELEASE),published/current)

schemas: $(READY)    ## Generate schemas/json from the models
	$(VENV)/bin/author schema --write schemas/json

sentences: $(READY)  ## Put the code's new sentences into the catalogs of authoring/locales/sentences, to be translated
	$(VENV)/bin/pybabel -q extract --no-location --omit-header -k said -k template -k counted:1,2 \
	  -o .sentences.pot $$(grep -rl "from schemas.saying import\|^def said" --include=*.py authoring schemas | sort)
	$(VENV)/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete -w 1000 \
	  -l zh_TW -i .sentences.pot -o authoring/locales/sentences/zh-TW.po
	@rm -f .sentences.pot

example: $(READY)    ## Make the example in drafts/ and published/ anew
	rm -rf drafts published
	$(VENV)/bin/author draft 25-4022
	EDITOR="sed -i 's/title: Initiative/title: Keeping up with what is new/'" $(VENV)/bin/author --as 'Example editor' edit 25-4022 moat
	$(VENV)/bin/author translate 25-4022 --to zh-TW
	$(VENV)/bin/author --as 'Example reviewer' approve 25-4022 --computed summary ai_impact moat skills pay education \
	  credentials immigration fit outlook faq
	$(VENV)/bin/author --as 'Example reviewer' approve 25-4022 --computed --locale zh-TW
	$(VENV)/bin/author --as 'Example reviewer' publish
