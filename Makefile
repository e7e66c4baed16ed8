# Everything a newcomer types. `make run` and `make test` install what is missing, and say what they install.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What Qt and zbar load at run time, and what a bare Debian 12 lacks to make a virtual environment.
DEBIAN_RUN := python3 python3-venv ca-certificates libzbar0 \
	libglib2.0-0 libegl1 libgl1 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0 libx11-6 libbrotli1 \
	libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
	libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
# What the tests drive the real window and a phone's browser with, the centre's database, and what freezing takes.
DEBIAN_TEST := xvfb xauth openbox xdotool postgresql chromium chromium-driver nsis osslsigncode binutils libpython3-dev
# What makes the Windows installer: a Debian root for Wine and the installer's compiler, a check of signatures.
DEBIAN_WINDOWS := debootstrap osslsigncode

.PHONY: help install install-test run test check format bench sheet frozen windows windows-test lock clean

help: ## say what can be typed
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | column -t -s $$'\t'

install: debian-run $(VENV)/.installed ## set up .venv with the kiosk, and the Debian packages it needs

install-test: debian-run debian-test $(VENV)/.installed-test

run: install ## start the kiosk with an embedded centre, and a simulated camera if there is none
	@$(BIN)/kiosk demo

test: install-test check ## format, lint, types, import contracts, tests
	@$(BIN)/pytest -q -n 3 --dist worksteal # a third waits while two cores work

check: install-test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

format: install-test ## put the code into its format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install-test ## measure: decoding, the store, the drawn door; ratios against peers in the same run
	@for bench in tests/benchmarks/bench_*.py; do echo "== $$bench"; PYTHONPATH=. $(BIN)/python "$$bench"; done

sheet: install ## draw every screen into one picture for each size, out/sheet/contact-sheet-*.png
	@$(BIN)/kiosk sheet --out out/sheet

frozen: install-test ## freeze the kiosk for this computer, into out/frozen/kiosk
	@$(BIN)/python -m building.freeze

windows: install-test debian-windows ## build out/windows/KioskSetup.exe, with Wine in a Debian 13 root (as root, minutes)
	@$(BIN)/python -m building.windows

windows-test: windows ## install KioskSetup.exe under Wine, use it, upgrade it, take it away again
	@$(BIN)/pytest -v -o addopts="--import-mode=importlib --strict-markers --strict-config -ra" tests/windows

lock: ## pin the versions anew
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 \
		pyproject.toml --group build -o requirements.lock
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 \
		pyproject.toml --group build --group dev -o requirements-dev.lock
	@$(BIN)/uv pip compile -q --python-platform windows --generate-hashes --no-emit-index-url --no-header -p 3.11 \
		pyproject.toml --group build --group freeze -c requirements.lock -o requirements-windows.lock

clean: ## remove what was installed and made here
	rm -rf $(VENV) out .mypy_cache .pytest_cache .ruff_cache .import_linter_cache *.egg-info

.PHONY: debian-run debian-test debian-windows
debian-run:
	@$(call install_debian,$(DEBIAN_RUN))
debian-test:
	@$(call install_debian,$(DEBIAN_TEST))

debian-windows:
	@$(call install_debian,$(DEBIAN_WINDOWS))

# Installs those of the packages $(1) that are missing; on another system it says what is needed and goes on.
define install_debian
	if command -v dpkg-query >/dev/null; then \
	    missing=(); \
	    for package in $(1); do \
	        dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); \
	    done; \
	    if [ "$${#missing[@]}" -gt 0 ]; then \
	        echo "Installing Debian packages: $${missing[*]}"; \
	        root=""; [ "$$(id -u)" -eq 0 ] || root="sudo"; \
	        if [ -n "$$root" ] && ! command -v sudo >/dev/null; then \
	            echo "Neither root nor sudo: ask an administrator to run: apt-get install $${missing[*]}" >&2; exit 1; \
	        fi; \
	        $$root apt-get update -qq && \
	        DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null; \
	    fi; \
	else \
	    echo "This is no Debian; needed here: $(1)"; \
	fi
endef

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version). Try: make PYTHON=python3.11 …" >&2; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | debian-run $(VENV)/bin/python
	@echo "Installing Python packages from requirements.lock into $(VENV)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 2>$(VENV)/install.log \
		|| { cat $(VENV)/install.log >&2; exit 1; }
	@touch $@

$(VENV)/.installed-test: requirements-dev.lock $(VENV)/.installed
	@echo "Installing Python packages from requirements-dev.lock into $(VENV)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@
