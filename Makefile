# Needs Python 3.11 to 3.13, git and make; every target installs what else it needs, into this folder.
# Without make: the README has the same commands as plain `uv run ...` lines.
MEMBERS ?= 1000

# uv: the one on your PATH, else a private one in .tools/.
UV := $(shell uv --version > /dev/null 2>&1 && echo uv || echo .tools/bin/uv)
PYTHON := $(shell command -v python3 || echo python)

.DEFAULT_GOAL := help
.PHONY: help setup up test lint format dagster docs clean

help:  ## Show these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv

setup: $(filter .tools/%,$(UV))  ## Install the locked dependencies and link the dbt packages
	@$(UV) sync --locked --quiet
	@$(UV) run --no-sync mesh setup

up: setup  ## Sample population -> ingest -> build -> release; MEMBERS=1000 people
	@$(UV) run --no-sync mesh up --members $(MEMBERS)

test: setup  ## Everything that must hold: lint, dbt build with its tests, pytest
	@$(UV) run --no-sync python -m tests.run

lint: setup  ## sqlfluff, ruff and mypy
	@$(UV) run --no-sync python -m tests.run lint

format: setup  ## Let ruff and sqlfluff mend what they can
	@$(UV) run --no-sync ruff check --fix --quiet
	@$(UV) run --no-sync ruff format --quiet
	@$(UV) run --no-sync sqlfluff fix --quiet --disable-progress-bar

dagster: setup  ## Dagster's UI on http://localhost:3000
	@$(UV) run --no-sync dagster dev

docs: setup  ## dbt's documentation of all models, in target/index.html
	@$(UV) run --no-sync dbt docs generate --static

clean:  ## Remove what can be made again; warehouse/ stays
	rm -rf target domains/*/target seeds/target dbt_packages domains/*/dbt_packages seeds/dbt_packages \
		logs domains/*/logs seeds/logs .mypy_cache .ruff_cache .pytest_cache .hypothesis
