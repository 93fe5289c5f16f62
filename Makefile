# Two commands do everything: make demo, make test.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint docs translations bench eval clean

demo: .venv/ready
	@$(BIN)/dateline --data demo-data index samples
	@echo; echo "Type into the page, or into a second terminal:"
	@for query in 'nobel prize' 'person:"Angela Merkel" -election' 'country:brazil published:..2010'; do \
	  printf '  %3s articles   %s\n' "$$($(BIN)/dateline --data demo-data search --count "$$query")" \
	    "$(BIN)/dateline --data demo-data search '$$query'"; done
	@echo; $(BIN)/dateline --data demo-data serve --next-free

test: .venv/dev
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

lint: .venv/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: .venv/ready
	@$(BIN)/python -m index.commands.manual > docs/cli.md

translations: .venv/ready
	@$(BIN)/python translating.py

# more articles: make bench SIZES='10000 100000 1000000'
SIZES ?= 10000
bench: .venv/dev
	@$(BIN)/pip install -qq --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/python -m benchmarks.indexing
	@$(BIN)/python -m benchmarks.scale --sizes $(SIZES)

eval: .venv/dev
	@$(BIN)/pip install -qq --disable-pip-version-check --editable '.[eval]'
	@$(BIN)/python -m benchmarks.quality

clean:
	rm -rf .venv demo-data build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/ready: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check --editable .
	@touch $@

.venv/dev: .venv/ready
	$(BIN)/pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@
