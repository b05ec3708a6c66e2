#!/bin/sh
# Brings what the tests need beside Python: where we are root and have apt-get it is installed, elsewhere it is told.
# Never fails for a missing part: the tests that need it are skipped with a sentence. Run from the top of the checkout.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

has_survey() { has Rscript && Rscript -e 'quit(status = !requireNamespace("survey", quietly = TRUE))' >/dev/null 2>&1; }

missing() {
    has chromium || has chromium-browser || has google-chrome || echo chromium
    has soffice || echo libreoffice-writer-nogui libreoffice-calc-nogui
    has pdftoppm || echo poppler-utils
    has java || echo java-runtime
    has_survey || echo r-cran-survey
}

java_package() {
    for version in 21 17; do
        if apt-cache show "openjdk-$version-jre-headless" >/dev/null 2>&1; then
            echo "openjdk-$version-jre-headless"
            return
        fi
    done
}

install() {
    echo "Installing for the tests: $* ..."
    apt-get update -qq || return 0
    for package in "$@"; do
        [ "$package" != java-runtime ] || package=$(java_package)
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || true
    done
}

wanted=$(missing | tr '\n' ' ')
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && has apt-get; then
    # shellcheck disable=SC2086  # one word a package
    install $wanted
    wanted=$(missing | tr '\n' ' ')
fi
[ -z "$wanted" ] || echo "Missing here, so that some tests are skipped: $wanted"

if has java && { [ ! -f .venv/spark.stamp ] || [ requirements/spark.txt -nt .venv/spark.stamp ]; }; then
    echo 'Installing what requirements/spark.txt locks ...'
    if .venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/spark.txt; then
        touch .venv/spark.stamp
    else
        echo 'PySpark could not be installed, so that the tests on Spark are skipped.'
    fi
fi
