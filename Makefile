# `make run` and `make test` are all a fresh machine needs; `make help` lists the rest.
PYTHON  ?= python3
CORPUS  ?= corpus/sample
ARCHIVE ?= var/archive
PORT    ?= 8000
HOST    ?= 127.0.0.1

BIN     := .venv/bin
READY   := .venv/.ready
DEV     := .venv/.ready-dev
PEERS   := .venv/.ready-bench

.DEFAULT_GOAL := help
.PHONY: help run index setup dev test check evaluate bench bench-full lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | expand -t 14

run: $(READY)  ## set up, index CORPUS if ARCHIVE does not exist, serve http://127.0.0.1:PORT
	@if test -f "$(ARCHIVE)/documents.sqlite"; \
	then echo "$(ARCHIVE) is served as it is; make index takes in what is new or changed in $(CORPUS)"; \
	else $(BIN)/longwen index "$(CORPUS)" --archive "$(ARCHIVE)"; fi
	$(BIN)/longwen serve --archive "$(ARCHIVE)" --host "$(HOST)" --port "$(PORT)"

index: $(READY)  ## take CORPUS into ARCHIVE; what is there already is left alone
	$(BIN)/longwen index "$(CORPUS)" --archive "$(ARCHIVE)"

setup: $(READY)  ## make .venv with what running needs
dev: $(DEV)  ## make .venv with what developing needs as well

test: $(DEV)  ## set up and run the tests
	$(BIN)/python -m pytest

check: $(DEV)  ## flake8, isort, mypy strict, import contracts
	$(BIN)/flake8 corpus indexer web tests bench
	$(BIN)/isort --check-only --diff corpus indexer web tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(DEV)  ## how well dates, regions and leaders are read, on real articles where at hand
	$(BIN)/python -m tests.gold

bench: $(PEERS)  ## beside its peers on 10,000 articles, real ones where at hand; writes bench/RESULTS.md
	$(BIN)/python -m bench

bench-full: $(PEERS)  ## the same on 200,000 and 1,000,000 made-up articles (hours, 20 GB)
	$(BIN)/python -m bench --made --articles 200000 --articles 1000000 --without whoosh --without "whoosh groupedby"

lock: $(DEV)  ## resolve the versions in requirements/*.txt anew (needs the network)
	$(BIN)/uv pip compile setup.cfg --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --upgrade -o requirements/run.txt
	$(BIN)/uv pip compile setup.cfg --extra dev --constraint requirements/run.txt --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --upgrade -o requirements/dev.txt
	$(BIN)/uv pip compile setup.cfg --extra bench --constraint requirements/run.txt --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --upgrade -o requirements/bench.txt

clean:  ## remove what can be made again (not var/, the archive)
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements/run.txt setup.cfg pyproject.toml web/translations/en/LC_MESSAGES/messages.po web/translations/zh_Hant/LC_MESSAGES/messages.po
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Longwen needs Python 3.10 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "python3 cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/pybabel --quiet compile -d web/translations
	@touch $@

$(PEERS): $(DEV) requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

$(DEV): $(READY) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
