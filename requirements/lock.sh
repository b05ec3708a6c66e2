#!/bin/sh
# Locks the dependencies anew, without the name of any registry. Needs uv. Run from the top of the checkout.
# Extras stay in the files: pip before 23.3 does not see that a pinned package is pinned with its extras too.
set -eu
lock() { uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --python-version 3.11 \
    --universal --no-strip-extras --no-header "$@"; }
lock --group pyproject.toml:build -o requirements/run.txt
lock --group pyproject.toml:build --group pyproject.toml:test --extra duckdb -c requirements/run.txt -o requirements/test.txt
lock --group pyproject.toml:build --group pyproject.toml:test --extra duckdb --extra spark -c requirements/test.txt -o requirements/spark.txt
