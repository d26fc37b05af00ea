# Everything a person needs. `make` alone tells what there is.
.DEFAULT_GOAL := help
.PHONY: help setup demo run install test check bench texts shots kill-test monkey lock

VENV ?= .venv
RIVALS ?= .venv-rivals
PYTHON = $(VENV)/bin/python
export VENV

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

# Two stamps: what the bot needs to run, and what it needs to be worked on. Each is made once per lock file.
$(VENV)/.runtime: requirements.lock
	@echo "Setting up $(VENV) (once)"
	@scripts/setup.sh requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	@echo "Setting up $(VENV) for development (once)"
	@scripts/setup.sh requirements-dev.lock editable
	@touch $(VENV)/.runtime $@

setup: $(VENV)/.dev ## a virtual environment with everything in it

demo: $(VENV)/.runtime ## the whole bot on a page: no token, no internet
	@exec $(PYTHON) -m bot demo

run: $(VENV)/.runtime ## the bot on Telegram, with the settings in .env
	@exec $(PYTHON) -m bot run

install: $(VENV)/.runtime ## the bot as a service of this computer, or that service brought up to date: sudo make install
	@$(PYTHON) -m compileall -q bot
	@deploy/install.sh

check: $(VENV)/.dev ## ruff and mypy strict
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

test: check ## everything CI runs
	@$(PYTHON) -m pytest -n 2 --dist loadfile

kill-test: $(VENV)/.dev ## ends the bot with kill -9, again and again, while people talk: make kill-test N=1000
	@$(PYTHON) -m tests.shell.town_under_fire --kills $(or $(N),20)

$(RIVALS)/.ready: bench/rivals/requirements.lock
	@echo "Setting up $(RIVALS) for what we are measured against (once)"
	@VENV=$(RIVALS) scripts/setup.sh bench/rivals/requirements.lock
	@touch $@

bench: $(VENV)/.dev $(RIVALS)/.ready ## measurements, side by side with other bots: about ten minutes
	@$(PYTHON) -m bench --rivals $(RIVALS)/bin/python

texts: $(VENV)/.dev ## bring locales/*/LC_MESSAGES/bot.po up to date with the source
	@$(PYTHON) scripts/texts.py

shots: $(VENV)/.dev ## the pictures in README and docs, made anew
	@$(PYTHON) -m scripts.shots

monkey: $(VENV)/.dev ## people who press anything and type anything, at random: make monkey N=100000 SEED=1
	@$(PYTHON) -m tests.monkey --steps $(or $(N),2000) --seed $(or $(SEED),1)

lock: ## write the lock files anew (needs uv)
	@scripts/lock.sh
