# make run     try it out: http://localhost:8000 (another port: make run PORT=8001)
# make test    the whole suite on PostgreSQL, and on SQLite what depends on the database
#              (EVERYTHING=1: all on both; COVERAGE=1: measure it; COMPLETE=1: that, and nothing may be left
#              out; PROCESSES=8: so many at once)
# make check   formatter, linters, import contracts, types, templates, settings
# make fix     let the tools mend what they can
# make bench   how fast the pages are, and whether the rush for places keeps its promises
# make demo    the demo's records anew
# make lock    pin the newest packages that the requirements allow, with their hashes

PORT ?= 8000
PYTHON := .venv/bin/python
TRY := DEBUG=1 $(PYTHON) manage.py
NO_DATABASE := DATABASE_URL=sqlite://:memory:
TEMPLATES = $(shell find templates -name '*.html' -o -name '*.txt' -o -name '*.xml')

.PHONY: run test check fix bench demo lock

run: .venv/installed
	@mkdir -p var
	@$(TRY) migrate --verbosity 0
	@$(TRY) demo --if-empty
	@echo "Sprintbook runs at http://localhost:$(PORT) (Ctrl-C ends it)."
	@DJANGO_RUNSERVER_HIDE_WARNING=true $(TRY) runserver localhost:$(PORT)

demo: .venv/installed
	@mkdir -p var
	@$(TRY) migrate --verbosity 0
	@$(TRY) demo

test: .venv/installed-dev
	@$(PYTHON) -m tools.test

check: .venv/installed-dev
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/lint-imports
	.venv/bin/djade --target-version 5.2 --check $(TEMPLATES)
	.venv/bin/djlint --lint --quiet templates
	$(NO_DATABASE) $(TRY) check --fail-level WARNING
	@echo "manage.py check --deploy --fail-level WARNING, with production's environment"
	@$(NO_DATABASE) DEBUG=0 ALLOWED_HOSTS=sprints.example.org CACHE_URL=rediscache://localhost \
		SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(PYTHON) manage.py check --deploy --fail-level WARNING
	$(NO_DATABASE) $(TRY) makemigrations --check --dry-run
	DEBUG=1 .venv/bin/mypy

fix: .venv/installed-dev
	.venv/bin/ruff check --fix --exit-zero
	.venv/bin/ruff format
	.venv/bin/djade --target-version 5.2 $(TEMPLATES) || true

bench: .venv/installed-dev
	@$(PYTHON) -m tools.test bench

# The virtual environment. The two notes say which lock file it was last filled from.

$(PYTHON):
	@for python in python3.11 python3 python3.12 python3.13 python3.14; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
				echo "$$python cannot make a virtual environment (on Debian: apt install python3-venv)."; exit 1; \
			fi; \
			echo "Making a virtual environment in .venv with $$python ..."; \
			exec $$python -m venv --clear .venv; \
		fi; \
	done; \
	echo "Sprintbook needs Python 3.11 or newer; neither python3.11 nor a new enough python3 was found."; exit 1

.venv/installed: requirements.lock | $(PYTHON)
	@echo "Installing what Sprintbook runs on ..."
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock | $(PYTHON)
	@echo "Installing what Sprintbook runs on and is checked with ..."
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -r requirements-dev.lock
	@touch .venv/installed $@

# For every system and Python from 3.11 on. Development wants the most, so the others follow its pins.
LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--annotation-style line --no-strip-extras --no-emit-index-url --custom-compile-command "make lock"

lock: .venv/installed-dev
	$(LOCK) --upgrade requirements-dev.txt --output-file requirements-dev.lock
	$(LOCK) --constraints requirements-dev.lock requirements.txt --output-file requirements.lock
	$(LOCK) --constraints requirements-dev.lock requirements-s3.txt --output-file requirements-s3.lock
