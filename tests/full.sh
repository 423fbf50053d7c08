# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# "tests/run full [STEP…]": the long runs. Sourced by tests/run. A step writes its own section of docs/reports/<date>.md
# and replaces the one it wrote before on that day; each section names the sources it judged.

full_steps=(tests analysis asan tsan crash trouble rows debezium tokens memory rest start bench)
full_failed=0

# section NAME COMMAND…: runs it and notes in the report what came out.
section()
{
    local name=$1 log="$scratch/section.log" code=0 began=$SECONDS
    shift
    say "$name"
    "$@" 2>&1 | tee "$log" || code=$?
    {
        printf 'Sources %s; exit code %s after %s s: `%s`\n\n' "$(sources)" "$code" "$((SECONDS - began))" \
            "$(shown_path <<<"$*")"
        printf '```\n'
        tail -n "${section_lines:-25}" "$log" | shown_path
        printf '```\n'
    } | python3 tests/report_section.py "$report" "$name" "$(machine)"
    [ "$code" -eq 0 ] || full_failed=1
}

shown_path()
{
    sed "s#$root/\?##g; s#${HOME:-/nowhere}#~#g"
}

# The report itself may have changed.
sources()
{
    local name
    name=$(git -C "$root" rev-parse --short HEAD 2>/dev/null) || { echo 'of no git folder'; return; }
    [ -z "$(git -C "$root" status --porcelain -- . ':(exclude)docs/reports')" ] || name+=-dirty
    echo "$name"
}

machine()
{
    printf '%s, %s cores, %s' "$(. /etc/os-release; echo "$PRETTY_NAME")" "$jobs" "$(uname -m)"
}

run_full()
{
    local step
    mkdir -p docs/reports
    report="$root/docs/reports/$(date -u +%Y-%m-%d).md"
    [ $# -gt 0 ] || set -- "${full_steps[@]}"
    for step in "$@"; do
        [[ " ${full_steps[*]} " == *" $step "* ]] || weir_fail "no step is called \"$step\"; steps are: ${full_steps[*]}"
    done
    build_preset ci
    for step in "$@"; do
        "full_$step"
    done
    say "Report: $report"
    return "$full_failed"
}

full_tests()
{
    section "All tests" run_ctest "$build"
}

full_analysis()
{
    section_lines=10 section "Static analysis" run_clang_tidy
}

full_asan()
{
    build_preset asan
    section "Address and undefined-behaviour sanitizers" run_ctest "$root/build/asan" -L '^(unit|integration)$'
    section_lines=12 section "10,000,000 wrong Avro records under these sanitizers" \
        env QTEST_FUNCTION_TIMEOUT=7200000 WEIR_MUTATIONS=10000000 WEIR_MUTATION_SEED="$RANDOM" \
        "$build/tests/core/formats/sanitized/test_core_formats_sanitized_avro"
}

# Debian's Qt is not instrumented: only what stands on std primitives can be judged.
full_tsan()
{
    local tests=() test
    for test in tests/core/support/*_test.cpp; do
        test=${test##*/}
        tests+=("test_core_support_${test%.cpp}")
    done
    build_preset tsan "${tests[@]}"
    TSAN_OPTIONS=suppressions=$root/tests/tsan.supp section "Thread sanitizer" run_ctest "$root/build/tsan" -R '^core/support/'
}

full_crash()
{
    local pair
    for pair in store kafka; do
        section "30 kill rounds, Kafka to $pair" python3 tests/fault/ledger --build "$build" --pair "$pair" \
            --rounds 30 --rounds-without-instance 3
    done
    section "30 kills in a group that never rests" python3 tests/fault/restless --build "$build" --rounds 30 --every 5
}

full_trouble()
{
    section_lines=45 section "A broker in trouble" python3 tests/fault/trouble --build "$build" --pause 30
    section_lines=45 section "A broker in trouble, groups begin at the end" python3 tests/fault/trouble \
        --build "$build" --pause 12 --only kill,partition,topic --start-at latest
}

full_rows()
{
    section "1,000,000 messages over 4 partitions" python3 tests/integration/kafka/all_rows --build "$build" \
        --count 1000000
}

full_debezium()
{
    section_lines=12 section "6,000 changes of a living database by Debezium" python3 \
        tests/integration/kafka/live_changes --build "$build" --rows 500 --changes 6000 --seed "$RANDOM"
}

full_tokens()
{
    local name
    for name in tokens identity; do
        section_lines=50 section "Kafka by $name that end after 60 s" python3 "tests/integration/kafka/$name" \
            --build "$build" --life 60 --rounds 3
    done
}

full_memory()
{
    section "Memory" python3 tests/bench/memory --build "$build"
}

full_rest()
{
    section "100 flows at rest" python3 tests/bench/idle --build "$build"
}

full_bench()
{
    section_lines=12 section "Speed beside raw loops" python3 tests/bench/run --build "$build"
}

full_start()
{
    section "Start" python3 tests/bench/start --weir "$build/app/weir/weir"
}

# By the commands of a preset without precompiled headers: those of GCC mean nothing to clang. Statement expressions are
# how librdkafka's macros check their arguments.
run_clang_tidy()
{
    command -v clang-tidy-14 >/dev/null || { echo "clang-tidy 14 is not in this Debian" >&2; return 1; }
    cmake --preset dev >/dev/null
    find app core ui -name '*.cpp' -print0 \
        | xargs -0 -n 4 -P "$jobs" clang-tidy-14 -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option \
            --extra-arg=-Wno-gnu-statement-expression
}
