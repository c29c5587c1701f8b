# The course in two commands: `make site` and `make test`. Everything installs into .venv.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
L ?=
export OPENBLAS_NUM_THREADS = 1
export OMP_NUM_THREADS = 1

.DEFAULT_GOAL := help
.PHONY: help install site serve lab test test-all lint notebooks lesson bench mutants lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install:  ## make .venv from the hashed lock (every other target does this first)
	@$(PYTHON) tools/install.py

site: install  ## build the book to _build/html
	@$(RUN) tools.notebooks build
	@$(RUN) tools.site

serve: site  ## build the book and show it at http://localhost:8000
	@$(RUN) http.server 8000 --bind 127.0.0.1 --directory _build/html

lab: install  ## open the course in JupyterLab
	@$(VENV)/bin/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/book

test: site  ## run every test once
	@$(RUN) tools.testing

test-all: site  ## run every test on every page, notebook and processor profile
	@$(RUN) tools.testing --all

lint: install  ## check style, spelling, configuration files and staleness
	@$(RUN) tools.lint

notebooks: install  ## execute every notebook whose text, source, data or lock changed
	@$(RUN) tools.notebooks build --all

lesson: install  ## build, test and picture one lesson: make lesson L=2-calculus/chain-rule
	@$(RUN) tools.lesson $(L)

bench: install  ## measure speed and memory against PyTorch and others
	@$(RUN) benchmarks

mutants: install  ## mutate checks and equations; every mutant must be caught
	@$(RUN) tools.mutants

lock: install  ## resolve the dependencies anew (needs uv)
	@uv pip compile --universal --fork-strategy fewest --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-header --no-annotate --all-extras pyproject.toml -o requirements.txt

clean:  ## remove what was built; .venv and my/ stay
	@rm -rf _build
