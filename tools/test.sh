#!/usr/bin/env bash
# Run parts of the tests, all of them even when one fails, and end with what each came to and how long it took.
# The parts run side by side: most tests wait for servers and clocks half of their time.
# Usage: tools/test.sh [python] [js] [e2e] [more] [long] [pytest options]; called by the Makefile, within
# tools/with_services.py. Only `more` takes the larger sets of data that CHARRETTE_TEST_DATA points to.
set -uo pipefail
cd "$(dirname "$0")/.."

results=test-logs
seats=5 # workers of the Python tests
python=.venv/bin/python
more_data=${CHARRETTE_TEST_DATA:-}
unset CHARRETTE_TEST_DATA
unset PYTHONDONTWRITEBYTECODE # hundreds of processes load the same: compiled once, not by each
parts=()
while [[ "${1:-}" =~ ^(python|js|e2e|more|long)$ ]]; do
    parts+=("$1")
    shift
done
mkdir -p "$results"
failed=()

# What is thrown away needs no disk, where there is room in memory: a commit costs less there. The long tests keep to it.
memory=/dev/shm
if [[ "${parts[*]}" != *long* && -w $memory && $(df --output=avail -k $memory | tail -n 1) -gt 2000000 ]]; then
    TMPDIR=$(mktemp -d $memory/charrette-tests-XXXXXX)
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
fi
declare -A took

title() {
    case "$1" in
        python) echo "Python tests" ;;
        js) echo "Tests of the browser scripts" ;;
        e2e) echo "End-to-end tests in Chromium" ;;
        more) echo "Tests with more data" ;;
        long) echo "Tests that take long" ;;
    esac
}

scripts() {
    local files
    mapfile -t files < <(find tests/js -name '*.test.js' -o -name '*.test.mjs' | sort)
    node --test --test-reporter=spec "${files[@]}" | tee "$results/js.told" || return 1
    ! grep -qE '^ℹ (skipped|todo|cancelled) [1-9]' "$results/js.told" || { echo "No test may be passed over."; return 1; }
}

with_more_data() {
    if [[ ! -d "$more_data" ]]; then
        echo "Set CHARRETTE_TEST_DATA to a folder with larger sets of data; tests/data/README.md tells what they are."
        return 1
    fi
    CHARRETTE_TEST_DATA="$(realpath "$more_data")" "$python" -m pytest -n 3 --dist worksteal -m more --timeout=900 tests "$@"
}

run_part() {
    local part=$1
    shift
    case "$part" in
        python) "$python" -m pytest -n "$seats" --dist worksteal --ignore=tests/e2e tests "$@" ;;
        e2e) CHARRETTE_TEST_SEATS=$seats "$python" -m pytest -n 3 --dist worksteal tests/e2e "$@" ;;
        more) with_more_data "$@" ;;
        long) "$python" -m pytest -m long --timeout=3600 --durations=0 tests "$@" ;;
        js) scripts ;;
    esac
}

# What a part came to, from the closing lines of its runner: "2361 passed", "3 failed, 2358 passed", "212 passed".
outcome() {
    local log="$results/$1.log"
    if [[ "$1" == js ]]; then
        awk '/^ℹ (pass|fail|cancelled|skipped|todo) [1-9]/ { printf "%s%s %s", sep, $3, $2; sep = ", " }' "$log" |
            sed -E 's/pass\b/passed/; s/fail\b/failed/'
    else
        sed -nE 's/^=+ (.*) in [0-9.]+s.*/\1/p' "$log" | tail -n 1
    fi
}

duration() {
    if (($1 < 60)); then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}

# Runs a part and keeps what it printed, how it ended and how long it took.
keep_part() {
    local part=$1 began=$SECONDS status
    shift
    run_part "$part" "$@" 2>&1 | tee "$results/$part.log"
    status=${PIPESTATUS[0]}
    echo "$status $((SECONDS - began))" >"$results/$part.ended"
}

heading() { printf '\n--- %s\n' "$(title "$1")"; }

beside=()
if [[ " ${parts[*]} " == *" python "* ]]; then
    for part in "${parts[@]}"; do
        [[ ! "$part" =~ ^(js|e2e)$ ]] || beside+=("$part")
    done
fi
rm -f "$results"/*.ended
for part in "${parts[@]}"; do
    [[ " ${beside[*]} " != *" $part "* ]] || continue
    heading "$part"
    if [[ "$part" == python ]] && ((${#beside[@]})); then
        echo "Beside them run the others; what these print follows."
        for other in "${beside[@]}"; do
            keep_part "$other" "$@" >/dev/null &
        done
        keep_part "$part" "$@"
        wait
        for other in "${beside[@]}"; do
            heading "$other"
            cat "$results/$other.log"
        done
    else
        keep_part "$part" "$@"
    fi
done
for part in "${parts[@]}"; do
    read -r status seconds <"$results/$part.ended" || { status=1 seconds=0; }
    [[ "$status" == 0 ]] || failed+=("$part")
    took[$part]=$seconds
done

printf '\n--- Summary\n'
for part in "${parts[@]}"; do
    came_to=$(outcome "$part")
    printf "%-30s %s in %s\n" "$(title "$part")" "${came_to:-did not run}" "$(duration "${took[$part]}")"
done
if ((${#failed[@]})); then
    printf 'Failed: %s. What they printed is in %s/.\n' "${failed[*]}" "$results"
    exit 1
fi
printf 'All is well, in %s.\n' "$(duration $SECONDS)"
