# One command for each purpose; what is done already is not done again.
#   make graph   set up .venv, read corpus/ into out/
#   make test    set up .venv, then ruff, mypy and pytest
#   make wheel   build a wheel whose stages between the parser and the frames are compiled, and lay it out for make bench
#   make test-compiled   the stored cases and the seeds, read by the compiled stages
#   make lint    ruff and mypy only
#   make soak    kill fifty builds at random moments, and see that each comes to the same bytes in the end
#   make bench   measure what builds cost, and write benchmarks/RESULTS.md; hours (benchmarks/bench.py --short: minutes)
#   make fuzz    feed what reads from outside with far more odd inputs than make test does; ten minutes or so
#   make interop   read a build with fifteen other tools and compare
#   make docs    write docs/ontology.md, docs/hostile.md and ontology/context.jsonld anew from what they tell of
#   make picture   draw the README's picture of the page anew, in the Chromium of this machine
#   make lock    write requirements.lock anew from pyproject.toml
#   make model   train the parser's weights anew from the treebanks; under two hours on one core.
#                What was done before an interruption lies in build/training and is not done again
#   make model-eval   measure the weights that ship on the treebanks' test sets, from raw text
#   make clean   remove everything that make made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILED := build/compiled
INSTALLED := $(VENV)/.installed
PIP_QUIETLY := -m pip --disable-pip-version-check --quiet
TREEBANKS ?= ../shared/treebanks
TRAINING := .venv-training
INPUTS := $(shell find corpus ontology src -name __pycache__ -prune -o -print)

.PHONY: graph test test-compiled wheel soak bench fuzz interop lint docs picture lock model model-eval clean

graph: out/report.json

out/report.json: $(INSTALLED) $(INPUTS)
	$(BIN)/ukgraph build corpus -o out

test: lint
	$(BIN)/pytest

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy

soak: $(INSTALLED)
	UKGRAPH_KILLS=50 $(BIN)/pytest tests/test_building.py -k killed_at_any_moment

wheel: $(COMPILED)/.made

# The tests and benchmarks run what lies here in place of the sources: PYTHONPATH comes before an editable install.
$(COMPILED)/.made: $(INSTALLED) hatch_build.py $(shell find ontology src -name __pycache__ -prune -o -type f -print)
	rm -rf $(COMPILED) dist
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python $(PIP_QUIETLY) wheel --no-deps --wheel-dir dist .
	$(BIN)/python $(PIP_QUIETLY) install --no-deps --target $(COMPILED) dist/*.whl
	@touch $@

test-compiled: $(COMPILED)/.made
	PYTHONPATH=$(COMPILED) UKGRAPH_COMPILED=1 $(BIN)/pytest tests/test_compiled.py tests/test_cases.py tests/test_traps.py tests/test_seeds.py tests/test_determinism.py

bench: $(COMPILED)/.made
	PYTHONPATH=$(COMPILED) $(BIN)/python benchmarks/bench.py

fuzz: $(INSTALLED)
	$(BIN)/pytest tests/test_fuzz.py --hypothesis-profile=fuzz

# What apt-get can bring (rapper, serdi, roqet, Jena, node) is brought by .ci/run; a tool that is not there is told and counted.
interop: out/report.json .interop/.installed
	$(BIN)/python interop/run.py

.interop/.installed: interop/package.json
	@mkdir -p .interop
	cp interop/package.json .interop/
	-cd .interop && npm install --no-audit --no-fund --loglevel=error
	-$(BIN)/python $(PIP_QUIETLY) install --target .interop/python --upgrade 'owlready2>=0.47'
	@touch $@

docs: $(INSTALLED)
	$(BIN)/python -m ukgraph.vocabulary .
	$(BIN)/python tests/hostile_inputs.py > docs/hostile.md

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("ukgraph needs Python 3.11 or later; try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV); this takes a minute"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP_QUIETLY) install -r requirements.lock
	$(BIN)/python $(PIP_QUIETLY) install --no-deps --no-build-isolation --editable .
	@touch $@

picture: out/report.json
	$(BIN)/python tests/picture.py out/graph.html docs/view.png

# A fresh environment, so that nothing gets into the lock that pyproject.toml does not ask for.
lock:
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); print(*p["project"]["dependencies"], *p["project"]["optional-dependencies"]["dev"], *p["build-system"]["requires"], sep="\n")' > $(VENV)-lock/wanted.txt
	$(VENV)-lock/bin/python $(PIP_QUIETLY) install -r $(VENV)-lock/wanted.txt
	echo "# Exact versions of everything, for Python 3.11 and later; made by: make lock" > requirements.lock
	$(VENV)-lock/bin/python $(PIP_QUIETLY) freeze --exclude pip --exclude setuptools >> requirements.lock
	rm -rf $(VENV)-lock

# One thread: sums in another order would give other weights.
model: $(TRAINING)/.installed
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python training/train.py --treebanks $(TREEBANKS) --work build/training --out src/ukgraph/model

model-eval: $(TRAINING)/.installed
	$(TRAINING)/bin/python training/evaluate.py src/ukgraph/model --treebanks $(TREEBANKS)

$(TRAINING)/.installed: training/requirements.txt
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python $(PIP_QUIETLY) install -r $<
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-lock $(TRAINING) .interop out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
