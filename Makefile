# Two commands do everything: make demo, make test.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test cluster-test cluster-test-all lint docs translations constraints bench eval clean

demo: .venv/ready
	@echo "Indexing samples/ into demo-data/"
	@if [ -e demo-data/archive.sqlite ]; then \
	  $(BIN)/dateline --data demo-data reindex --if-needed; fi
	@$(BIN)/dateline --data demo-data index samples
	@echo; echo "Type into the page, or into a second terminal:"
	@for query in 'nobel prize' 'person:"Angela Merkel" -election' 'country:brazil published:..2010'; do \
	  printf '  %3s articles   %s\n' "$$($(BIN)/dateline --data demo-data search --count "$$query")" \
	    "$(BIN)/dateline --data demo-data search '$$query'"; done
	@echo; $(BIN)/dateline --data demo-data serve --next-free

# Two a core: many tests wait, for a browser, a server or a process they started.
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN | awk '{ print 2 * $$1 }')
test: .venv/dev
	@echo "Running the tests, which takes some minutes"
	@# compiled once, for every process that a test starts
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

# On a real server, which Maven fetches once; needs Java 21 or later, or brings one.
CONTRACT := tests/test_engine_contract.py tests/test_analyzers.py \
  tests/test_name_spellings.py tests/test_ranking.py
ON_CLUSTER := $(addprefix tests/test_, web_pages.py web_api.py web_facets.py \
  web_article.py exports.py hostile_exports.py feed.py citations.py)
CLUSTER := $(BIN)/python -m tools.cluster
# The faults that come first: a wrong password, nodes that are busy, killed or too few.
FAULTS := \
  $(addprefix tests/test_cluster.py::test_, \
    only_the_right_password_is_let_in_and_none_is_shown \
    a_storm_of_refusals_costs_time_and_nothing_else) \
  $(addprefix tests/test_cluster_faults.py::test_, \
    no_search_fails_when_the_manager_is_killed \
    two_killed_nodes_are_told_and_nothing_is_lost)
cluster-test: .venv/dev
	@$(CLUSTER) java >/dev/null || $(PYTHON) tools/install.py cluster
	@echo "Running the contract of engines on a server, which takes some minutes"
	@$(CLUSTER) 1 $(BIN)/python -m pytest -q -n 2 --dist loadgroup -m cluster \
	  $(FAULTS) $(CONTRACT)

# Some twenty minutes: every test there is of that engine.
cluster-test-all: cluster-test
	@$(CLUSTER) 1 $(BIN)/python -m pytest -q -n 2 --dist loadgroup -m cluster
	@echo "and those of pages, the API and exports on that engine"
	@DATELINE_TEST_ENGINE=opensearch $(CLUSTER) 1 \
	  $(BIN)/python -m pytest -q -n 2 --dist loadfile $(ON_CLUSTER)

lint: .venv/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: .venv/ready
	@$(BIN)/python -m index.commands.manual > docs/cli.md
	@$(BIN)/python -m index.commands.settings_manual > docs/configuration.md
	@$(BIN)/python -m index.commands.formats_manual

# Every sentence of the sources, then the catalogues brought up to date and compiled.
translations: .venv/ready
	@mkdir -p build
	@$(BIN)/pybabel -q extract --mapping pyproject.toml --keyword english --keyword said \
	  --keyword said_of:2,3 --add-comments Translators: --no-location --omit-header \
	  --output-file build/messages.pot .
	@$(BIN)/pybabel -q update --input-file build/messages.pot --output-dir web/translations \
	  --ignore-obsolete --ignore-pot-creation-date --previous --width 88
	@$(BIN)/pybabel compile --directory web/translations --statistics

# Pins what setup.cfg newly asks for; all in their newest versions: UPGRADE=--upgrade
# One version for every Python, so that tests and types are the same on each.
UPGRADE ?=
constraints:
	@echo "Pinning every package for every Python that is supported"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 $(UPGRADE) \
	  --fork-strategy fewest --no-annotate --custom-compile-command 'make constraints' \
	  --extra meaning --extra dev --extra bench --extra cluster --extra eval --extra pin \
	  --output-file constraints.txt setup.cfg

# more articles: make bench SIZES='10000 100000 1000000'
SIZES ?= 10000
bench: .venv/dev
	@$(PYTHON) tools/install.py bench
	@$(BIN)/python -m benchmarks.indexing
	@$(BIN)/python -m benchmarks.scale --sizes $(SIZES)

eval: .venv/dev
	@$(PYTHON) tools/install.py eval
	@$(BIN)/python -m benchmarks.quality

clean:
	rm -rf .venv demo-data build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Every package in the version of constraints.txt, with a word of what is going on.
.venv/ready: setup.cfg pyproject.toml constraints.txt tools/install.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Dateline needs Python 3.11 or newer, and '$(PYTHON)' is older or not there."; \
	  echo "If you have one under another name: make PYTHON=python3.12 $(MAKECMDGOALS)"; \
	  exit 1; }
	@$(PYTHON) tools/install.py formats
	@touch $@

.venv/dev: .venv/ready
	@$(PYTHON) tools/install.py dev
	@touch $@
