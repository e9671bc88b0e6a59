# Everything a contributor or an operator does, from Python 3.11+ and make alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Much of a test is waiting: four at a time keep two cores busy.
PYTEST_ARGS ?= -n 4 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint style types layers format bench load chaos screenshots lock messages clean

help: ## List what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: $(STAMP) ## Build .venv with the command mentorbot in it, from the lock

# --require-hashes: what is installed is what was locked, byte for byte. The project itself is then
# linked in without asking any index: its build backend comes from the lock as well.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Mentorbot needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-build-isolation --no-deps -e .
	@touch $@

demo: $(STAMP) ## Be anyone in a made-up company, in the browser: the real bot, no Slack account
	$(BIN)/mentorbot demo

# Where the environment forbids bytecode, each of the many processes that tests start would compile the project.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(STAMP) ## Run every test, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# Apart, so that `make --keep-going lint` tells of all of them.
lint: style types layers ## Check style, types and layers without running tests

style: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports --no-cache

check: lint test ## Linters, then every test: what must pass before a commit lands

format: $(STAMP) ## Rewrite the source in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(STAMP) ## Measure the hot paths
	$(BIN)/python -m tests.bench

load: $(STAMP) ## Live through a year of 1,000 made-up people, and check what must always hold
	$(BIN)/mentorbot simulate

chaos: $(STAMP) ## Kill the bot again and again for two minutes; nothing may be lost
	$(BIN)/python -m tests.e2e.chaos --seconds 120

screenshots: $(STAMP) ## Play the demo's tour in a browser and take the README's pictures
	$(BIN)/python -m tests.browser.screenshots

lock: $(STAMP) ## Resolve pyproject.toml anew into requirements.lock, for every platform, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--extra dev --output-file requirements.lock pyproject.toml

messages: $(STAMP) ## Extract what is said to people into the translation catalogue
	$(BIN)/pybabel --quiet extract --omit-header --no-location --sort-output \
		--mapping-file handlers/slack/locale/babel.cfg --keyword say --keyword plain --keyword plural:1,2 \
		--output handlers/slack/locale/mentorbot.pot .

clean: ## Remove the environment and what the tools left behind
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
