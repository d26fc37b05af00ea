#!/bin/sh
# Write the lock files anew: every dependency with its hashes, for Python 3.11 and later, without any index address.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile --universal --python-version 3.11 --no-config \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"
}
lock pyproject.toml --output-file requirements.lock
lock pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock
lock bench/rivals/requirements.in --output-file bench/rivals/requirements.lock
