# Everything a newcomer needs: `make run` starts Charrette, `make test` proves it, `make help` lists the rest.
# Steps leave a stamp file, so that a second run does only what has changed and needs no internet.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/.venv/bin:$(PATH)

PYTHON_IN_VENV := .venv/bin/python
WITH := $(PYTHON_IN_VENV) tools/with_services.py
PO_FILES := $(wildcard charrette/translations/*/LC_MESSAGES/messages.po)
SCREEN_FILES := $(shell find static/js static/css -name '*.js' -o -name '*.css')
MO_FILES := $(PO_FILES:.po=.mo)

##@ Use

.PHONY: run
run: setup ## Set up what is missing, then start the server (stop it with Ctrl-C)
	@$(PYTHON_IN_VENV) wsgi.py

.PHONY: demo
demo: setup ## Play a whole week against the running server (ARGS="--phones 120 --speed 0.2")
	@$(PYTHON_IN_VENV) -m flask --app charrette demo $(ARGS)

##@ Set up

.PHONY: setup
setup: .venv/.stamp-app screens translations ## Install the Python and browser libraries (needs internet the first time)
	@echo "Set up."

.PHONY: dev
dev: setup .venv/.stamp-dev node_modules/.stamp-dev ## The same, with the tools for tests and checks

.PHONY: vendor
vendor: static/vendor/importmap.json ## Copy the browser libraries to static/vendor/

.PHONY: screens
screens: static/built/manifest.json ## Put the scripts and styles of each screen together in static/built/

.PHONY: watch
watch: setup ## The same after each change, until Ctrl-C
	@node tools/bundle.mjs --watch

.PHONY: translations
translations: $(MO_FILES) ## Compile the texts in all languages

.venv/.stamp-python:
	@tools/setup.sh python
	@touch $@

.venv/.stamp-app: requirements.txt | .venv/.stamp-python
	@tools/setup.sh app-packages
	@touch $@

.venv/.stamp-dev: requirements-dev.txt .venv/.stamp-app
	@tools/setup.sh dev-packages
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc | .venv/.stamp-python
	@tools/setup.sh browser-packages
	@touch $@

node_modules/.stamp-dev: node_modules/.stamp
	@tools/setup.sh script-tools
	@touch node_modules/.stamp $@

static/vendor/importmap.json: tools/vendor.py node_modules/.stamp
	@$(PYTHON_IN_VENV) tools/vendor.py
	@touch $@

static/built/manifest.json: tools/bundle.mjs static/vendor/importmap.json $(SCREEN_FILES)
	@node tools/bundle.mjs

%.mo: %.po | .venv/.stamp-app
	@$(PYTHON_IN_VENV) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

##@ Develop

.PHONY: test
test: dev ## Run all tests: Python, scripts, and end to end in Chromium
	@$(WITH) chromium poppler postgres redis nginx -- tools/test.sh js python e2e

.PHONY: test-python
test-python: dev ## Run the Python tests (ARGS="-k attendance")
	@$(WITH) poppler postgres redis nginx -- tools/test.sh python $(ARGS)

.PHONY: test-js
test-js: dev ## Run the tests of the browser scripts
	@tools/test.sh js

.PHONY: test-e2e
test-e2e: dev ## Run the end-to-end tests in Chromium (ARGS="-k projector")
	@$(WITH) chromium poppler postgres redis nginx -- tools/test.sh e2e $(ARGS)

.PHONY: test-more
test-more: dev ## Run the tests that can use more data once again, on the larger sets in CHARRETTE_TEST_DATA
	@$(WITH) chromium poppler postgres redis nginx -- tools/test.sh more $(ARGS)

.PHONY: test-long
test-long: dev ## Run what takes long, at the full figures of docs/trust.md (ARGS="-k soak")
	@$(WITH) chromium poppler postgres redis nginx -- tools/test.sh long $(ARGS)

.PHONY: check
check: dev ## Check format, lint, types, layers and the house rules
	@tools/check.sh

.PHONY: format
format: dev ## Put the Python code and the scripts in the house format
	@$(PYTHON_IN_VENV) -m ruff check --quiet --fix --select I .
	@$(PYTHON_IN_VENV) -m ruff format .
	@PRETTIER_DEBUG=1 npx prettier --write --log-level warn .

.PHONY: bench
bench: dev ## Measure the server beside a bare relay and node; ARGS="--grow": how its cost grows
	@$(PYTHON_IN_VENV) -m tools.bench $(ARGS)

.PHONY: translations-extract
translations-extract: dev ## Collect all texts from code, pages and scripts into messages.pot
	@PYTHONPATH=. $(PYTHON_IN_VENV) -m babel.messages.frontend --quiet extract --mapping babel.cfg --no-location \
	    --sort-output --keyword t --keyword tn:1,2 --keyword word:1c,2 --keyword refusal:2 --keyword counted_refusal:2,3 --keyword lazy_gettext --project Charrette \
	    --output-file charrette/translations/messages.pot .

.PHONY: translations-update
translations-update: translations-extract ## Bring the translation files up to date with messages.pot
	@$(PYTHON_IN_VENV) -m babel.messages.frontend update --input-file charrette/translations/messages.pot \
	    --output-dir charrette/translations --width=110 --no-fuzzy-matching --ignore-obsolete

.PHONY: clean
clean: ## Remove what the set-up made; instance/ (your data) stays
	@rm -rf .venv node_modules static/vendor test-results test-logs .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@rm -rf .hypothesis $(MO_FILES)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

##@ Help

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## "; print "Charrette: make WHAT" } \
	    /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z0-9-]+:.*## / { printf "  %-22s %s\n", $$1, $$2 }' Makefile
