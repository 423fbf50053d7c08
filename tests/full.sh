# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# "tests/run full": everything, then sanitizers, long kill rounds and the benchmark. Sourced by tests/run.

full_failed=0

# step NAME COMMAND…: runs it and notes in the report what came out.
step()
{
    local name=$1 log="$scratch/step.log" code=0 began=$SECONDS
    shift
    say "$name"
    "$@" 2>&1 | tee "$log" || code=$?
    {
        printf '\n## %s\n\nExit code %s after %s s: `%s`\n\n' "$name" "$code" "$((SECONDS - began))" "${*//"$root"/.}"
        printf '```\n'
        tail -n "${step_lines:-25}" "$log" | sed "s#$root#.#g"
        printf '```\n'
    } >>"$report"
    [ "$code" -eq 0 ] || full_failed=1
}

run_full()
{
    mkdir -p docs/reports
    report="$root/docs/reports/$(date -u +%Y-%m-%d).md"
    {
        printf '# Full test run of %s\n\n' "$(date -u +%Y-%m-%d)"
        printf 'Sources: %s\n' "$(git -C "$root" rev-parse HEAD 2>/dev/null || echo 'not a git folder')"
        printf 'System: %s, %s cores, %s\n' "$(. /etc/os-release; echo "$PRETTY_NAME")" "$jobs" "$(uname -m)"
    } >"$report"
    build_preset ci
    step "All tests" run_ctest "$build"
    step "Static analysis" run_clang_tidy
    build_preset asan
    step "Address and undefined-behaviour sanitizers" run_ctest "$root/build/asan" -L '^(unit|integration)$'
    build_preset tsan
    # Debian's Qt is not instrumented: only what stands on std primitives can be judged.
    step "Thread sanitizer" run_ctest "$root/build/tsan" -R '^core/support/'
    local pair
    for pair in store kafka; do
        step "30 kill rounds, Kafka to $pair" python3 tests/fault/ledger --build "$build" --pair "$pair" \
            --rounds 30 --rounds-without-instance 3
    done
    step_lines=60 step "Benchmark" python3 tests/bench/run --build "$build"
    say "Report: $report"
    return "$full_failed"
}

run_clang_tidy()
{
    command -v clang-tidy-14 >/dev/null || { echo "clang-tidy 14 is not in this Debian"; return 0; }
    find app core ui -name '*.cpp' -print0 \
        | xargs -0 -n 4 -P "$jobs" clang-tidy-14 -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option
}
