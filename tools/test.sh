#!/usr/bin/env bash
# Run parts of the tests, all of them even when one fails, and end with each runner's own closing lines.
# Usage: tools/test.sh [python] [js] [e2e] [long] [pytest options]; called by the Makefile, within tools/with_services.py.
set -uo pipefail
cd "$(dirname "$0")/.."

results=test-logs
python=.venv/bin/python
parts=()
while [[ "${1:-}" =~ ^(python|js|e2e|long)$ ]]; do
    parts+=("$1")
    shift
done
mkdir -p "$results"
failed=()

title() {
    case "$1" in
        python) echo "Python tests" ;;
        js) echo "Tests of the browser scripts" ;;
        e2e) echo "End-to-end tests in Chromium" ;;
        long) echo "Tests that take long" ;;
    esac
}

run_part() {
    local part=$1 files
    shift
    case "$part" in
        python) "$python" -m pytest -n 3 --dist loadfile --ignore=tests/e2e tests "$@" ;;
        e2e) "$python" -m pytest -n 3 --dist worksteal tests/e2e "$@" ;;
        long) "$python" -m pytest -m long --timeout=3600 --durations=0 tests "$@" ;;
        js)
            mapfile -t files < <(find tests/js -name '*.test.js' -o -name '*.test.mjs' | sort)
            node --test --test-reporter=spec "${files[@]}"
            ;;
    esac
}

for part in "${parts[@]}"; do
    printf '\n--- %s\n' "$(title "$part")"
    run_part "$part" "$@" 2>&1 | tee "$results/$part.log"
    [[ ${PIPESTATUS[0]} -eq 0 ]] || failed+=("$part")
done

printf '\n--- Summary\n'
for part in "${parts[@]}"; do
    title "$part"
    if [[ "$part" == js ]]; then
        grep -E '^(ℹ|#) (tests|pass|fail|cancelled|skipped|todo) ' "$results/js.log"
    else
        grep -E '(passed|failed|error|no tests ran).* in [0-9.]+s' "$results/$part.log" | tail -n 1
    fi
done
if ((${#failed[@]})); then
    printf 'Failed: %s. What they printed is in %s/.\n' "${failed[*]}" "$results"
    exit 1
fi
echo "All is well."
