#!/usr/bin/env bash
# `make check`: format, lint, types, layers, and the few house rules that a search can hold. All are run, then the verdict.
set -uo pipefail
cd "$(dirname "$0")/.."

bin=.venv/bin
failed=()

check() {
    local name=$1
    shift
    printf '%-8s ' "$name"
    local output
    if output=$("$@" 2>&1); then
        echo "ok"
    else
        echo "not ok"
        printf '%s\n\n' "$output"
        failed+=("$name")
    fi
}

# Each looks at the Python code and at the scripts, both, whatever the first one finds.
both() {
    local status=0
    "$1" || status=1
    "$2" || status=1
    return "$status"
}

format_python() { "$bin/ruff" format --check --quiet .; }
format_scripts() { PRETTIER_DEBUG=1 npx --no-install prettier --check --log-level warn .; }
lint_python() { "$bin/ruff" check --quiet .; }
lint_scripts() { npx --no-install eslint --quiet .; }
types_python() { "$bin/mypy"; }
types_scripts() { npx --no-install tsc --noEmit; }
layers_python() { "$bin/lint-imports" --no-logo --no-cache; }
layers_scripts() { node tools/js_layers.mjs; }

check format both format_python format_scripts
check lint both lint_python lint_scripts
check types both types_python types_scripts
check layers both layers_python layers_scripts
lists_scripts() { PYTHONPATH=. "$bin/python" tools/lists.py --check; }
check lists lists_scripts
check house "$bin/python" tools/house.py
check texts "$bin/python" tools/texts.py

if ((${#failed[@]})); then
    echo "Not in order: ${failed[*]}."
    exit 1
fi
echo "All checks pass."
