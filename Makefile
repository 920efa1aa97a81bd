# Two commands do everything on a fresh machine with Python 3.11 or newer: `make report` and `make test`.
PYTHON ?= python3
CYCLE  ?= 2023-04
JOBS   ?= 2
INPUTS ?= 3000
MODULE ?= eianalysis/stats/judgement.py
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# Hundreds of processes are started by the tests; none need compile what another has.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
TESTS  := -m pytest -n logical --dist worksteal
.PHONY: help report test long seconds quick fuzz mutants lint coverage strict nbval audit proof lab check bench notebooks lock synthetic released docs clean

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

report: $(READY) ## the board pack of the default cycle (CYCLE=2023-01 for another)
	@$(BIN)/eianalysis run $(CYCLE) --jobs $(JOBS)

test: $(READY) ## the library, the committed notebooks, the pages in a real browser: what every change must pass
	@$(BIN)/python -c "import sys, pandas, scipy, matplotlib; print('Testing on Python', sys.version.split()[0], 'with pandas', pandas.__version__, 'scipy', scipy.__version__, 'matplotlib', matplotlib.__version__)"
	$(BIN)/python $(TESTS) -m "not long and not proof"

long: $(READY) ## the tests that `make test` leaves out because each takes many seconds; CI runs them too
	$(BIN)/python $(TESTS) -m "long and not proof"

seconds: $(READY) ## measure how long each test takes, which decides what is quick and what is long
	$(BIN)/python $(TESTS) -q -m "not proof" --seconds

quick: $(READY) ## the tests that take under a minute together, while you work
	$(BIN)/python $(TESTS) -q -m "not slow and not proof and not browser"

proof: $(READY) ## what takes longest: real data, many forces, attackers, grids, the pack before
	$(if $(wildcard ../shared),REQUIRE_SHARED=1 )$(BIN)/python $(TESTS) -m proof

fuzz: $(READY) ## damaged input for every reader with a fresh seed (INPUTS=3000), what fails is saved as a case; ATTACK=2 draws two forces for the attacker instead
	$(BIN)/python -m tests.fuzz $(if $(ATTACK),--attack $(ATTACK),--inputs $(INPUTS))

mutants: $(READY) ## do the tests of a module notice what is wrong with it (MODULE=eianalysis/stats/judgement.py); writes docs/mutants.md
	$(BIN)/python -m tests.mutants $(MODULE) --jobs $(JOBS)

lint: $(READY) ## what ruff and pyright find in the code, and whether it is formatted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	@# pyright runs on the Node that Playwright brings
	PATH="$$($(BIN)/python -c "import pathlib, playwright; print(pathlib.Path(playwright.__file__).parent / 'driver')"):$$PATH" $(BIN)/pyright

coverage: $(READY) ## which lines and branches of the gate, the measures and the readers no test of theirs takes, in docs/coverage.md
	rm -rf .cache/coverage && mkdir -p .cache/coverage
	$(BIN)/python -m coverage run $(TESTS) -q -m "not proof and not long" tests/disclosure tests/declare tests/measures tests/sources tests/dataset
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python docs/coverage.py

strict: $(READY) ## the suite as Windows would meet it, as far as Linux can play it (docs/platforms.md)
	$(BIN)/python -m tests.strict

nbval: $(READY) ## every notebook run by itself in its own folder and compared with its committed outputs
	$(BIN)/python -m tests.prepared $(BIN)/python -m pytest -p nbval notebooks --nbval --nbval-current-env -n logical --dist loadscope \
	  -p no:cacheprovider -o filterwarnings=default

audit: ## whether a known fault stands against a pinned dependency, where pip-audit can be had (needs uv or pipx)
	@if uvx --quiet pip-audit --version >/dev/null 2>&1; then uvx --quiet pip-audit --requirement requirements.lock --disable-pip; \
	elif pipx run pip-audit --version >/dev/null 2>&1; then pipx run pip-audit --requirement requirements.lock --disable-pip; \
	else echo "pip-audit could not be reached: the pinned dependencies were not looked up"; fi

lab: $(READY) ## JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=notebooks

check: $(READY) ## read every input of the default cycle and change nothing
	@$(BIN)/eianalysis check $(CYCLE)

bench: $(READY) ## speed, as ratios to named alternatives; how the pages of the pack read
	$(BIN)/python -m benchmarks

notebooks: $(READY) ## run every notebook in place, so that its committed outputs are those of now
	$(BIN)/python -m tests.prepared $(BIN)/jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.record_timing=False --log-level=ERROR NOTEBOOKS

synthetic: $(READY) ## rebuild the synthetic force in data/synthetic
	$(BIN)/python -m eianalysis.synthetic --out data/synthetic

released: $(READY) ## rebuild data/synthetic/released/2023-01, what the board before the default cycle was given
	$(BIN)/eianalysis run 2023-01 --outputs-dir outputs/released.tmp
	rm -rf data/synthetic/released/2023-01 && mkdir -p data/synthetic/released
	mv outputs/released.tmp/2023-01/tables data/synthetic/released/2023-01 && rm -rf outputs/released.tmp

docs: $(READY) ## write the reference pages and the dictionary from the code
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/promises.py
	$(BIN)/python docs/gallery.py
	$(BIN)/python -m eianalysis.schema.dictionary

lock: ## pin every dependency anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## remove the environment and the outputs
	rm -rf $(VENV) outputs

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Python 3.11 or newer is needed; say PYTHON=python3.12, say')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
