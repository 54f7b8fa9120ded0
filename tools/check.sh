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

layers() {
    "$bin/lint-imports" --no-logo --no-cache
}

scripts() {
    local file status=0
    while IFS= read -r file; do
        node --check "$file" || status=1
    done < <(find static/js tests/js -name '*.js' -o -name '*.mjs' | sort)
    return "$status"
}

check format "$bin/ruff" format --check --quiet .
check lint "$bin/ruff" check --quiet .
check types "$bin/mypy"
check layers layers
check scripts scripts
check lists "$bin/python" tools/lists.py --check
check house "$bin/python" tools/house.py
check texts "$bin/python" tools/texts.py

if ((${#failed[@]})); then
    echo "Not in order: ${failed[*]}."
    exit 1
fi
echo "All checks pass."
