#!/bin/sh
# Make .venv when it is missing and install one lock file into it: `scripts/setup.sh requirements.lock`. With a second
# word, `editable`, the project itself too (the command `schuifaan`), as a link to this working copy.
# Uses uv when it is on the PATH, else the venv and pip that come with Python.
set -eu

lock=$1
itself=${2:-}
venv=${VENV:-.venv}
python=$venv/bin/python

say() { printf '%s\n' "$*" >&2; }
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    say "Schuifaan needs Python 3.11 or later: install python3.11 (or newer), or uv (https://docs.astral.sh/uv), and try again."
    exit 1
}

make_with_uv() {
    uv venv --quiet --allow-existing --python '>=3.11' "$venv" && return
    say "uv found no Python 3.11 or later: run 'uv python install 3.13' and try again."
    exit 1
}

make_with_venv() {
    found=$(find_python)
    if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "Python's venv is missing: run 'sudo apt install python$version-venv' (Debian, Ubuntu) or install uv, and try again."
        exit 1
    fi
    "$found" -m venv --clear "$venv"
}

has_pip() { "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null 2>&1; }

if command -v uv >/dev/null 2>&1; then
    if [ ! -x "$python" ] || ! is_new_enough "$python"; then make_with_uv; fi
    install() { uv pip install --quiet --compile-bytecode --python "$python" "$@"; }
else
    if [ ! -x "$python" ] || ! is_new_enough "$python" || ! has_pip; then make_with_venv; fi
    install() { "$python" -m pip install --quiet --quiet --disable-pip-version-check "$@"; }
fi

install --require-hashes -r "$lock"
if [ "$itself" = editable ]; then install --no-deps --no-build-isolation --editable .; fi
