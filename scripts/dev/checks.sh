# ./dev lint and ./dev test
# shellcheck shell=bash

LINT_TOOLS=(ruff_check ruff_format_check house_rules structure xml_files pylint_odoo shell_files)

# All of odoolint, but for what only publication by OCA asks for (README.rst), what ruff says
# already (print), one class per model (a file is a subject here), and its guesses about super()
# (a method that calls another one's on purpose, a compute that returns nothing). The order
# counts, which a configuration file cannot express.
PYLINT_MESSAGES=(
    --disable=all --enable=odoolint
    --disable=missing-readme --disable=print-used --disable=consider-merging-classes-inherited
    --disable=super-method-mismatch --disable=missing-return
)

# A file named on the command line is checked by ruff whatever it is: leave out the others.
python_targets() {
    local target
    PYTHON_TARGETS=()
    for target in "$@"; do
        [[ ! -d $target && $target != *.py ]] || PYTHON_TARGETS+=("$target")
    done
    ((${#PYTHON_TARGETS[@]}))
}
ruff_check() { ! python_targets "$@" || "$VENV/bin/ruff" check --quiet "${PYTHON_TARGETS[@]}"; }
ruff_format_check() {
    ! python_targets "$@" || "$VENV/bin/ruff" format --quiet --check --diff "${PYTHON_TARGETS[@]}"
}
house_rules() { "$VENV/bin/python" "$ROOT/scripts/house_rules.py" "$@"; }
# What addons and rooms owe to each other: always of the whole suite.
structure() { "$VENV/bin/python" "$ROOT/scripts/structure.py" --check; }
xml_files() { "$VENV/bin/python" "$ROOT/scripts/check_xml.py" "$@"; }

# The checks that need addons, not files, and only those below what is asked for.
pylint_odoo() {
    local addon wanted=()
    for addon in $(suite_addons); do
        [[ " $* " == *" $ROOT "* || " $* " == *" $ROOT/$addon"* ]] && wanted+=("$addon")
    done
    ((${#wanted[@]} == 0)) || (cd "$ROOT" && "$VENV/bin/pylint" "${PYLINT_MESSAGES[@]}" "${wanted[@]}")
}

shell_files() {
    command -v shellcheck >/dev/null || { say "shellcheck is missing: shell files are not checked"; return; }
    (cd "$ROOT" && shellcheck -x dev .ci/run scripts/dev/*.sh)
}

# run_lint PATH…: all tools run, so that one run shows everything that is wrong.
run_lint() {
    local tool failed=()
    say "… lint"
    for tool in "${LINT_TOOLS[@]}"; do
        "$tool" "$@" || failed+=("$tool")
    done
    ((${#failed[@]} == 0)) || die "lint: ${failed[*]} found something (see above)"
}

# ./dev lint [--fix] [ADDON|PATH…]
command_lint() {
    local fix=''
    [[ ${1:-} != --fix ]] || { fix=yes; shift; }
    ensure_packages "${TEST_PACKAGES[@]}"
    ensure_python
    split_targets "$@"
    ((${#REST[@]} == 0)) || die "./dev lint knows --fix, then files; not ${REST[*]}"
    if [[ -n $fix ]] && python_targets "${TARGETS[@]}"; then
        "$VENV/bin/ruff" check --quiet --fix "${PYTHON_TARGETS[@]}" >/dev/null || true
        "$VENV/bin/ruff" format --quiet "${PYTHON_TARGETS[@]}"
    fi
    run_lint "${TARGETS[@]}"
    say "lint: nothing to complain about"
}

# Leading arguments that name files are what to look at; the rest is for pytest. The part
# behind :: names a test within its file. Without any, everything.
split_targets() {
    TARGETS=() REST=()
    while (($#)) && [[ $1 != -* && ( -e ${1%%::*} || -e $ROOT/${1%%::*} ) ]]; do
        [[ -e ${1%%::*} ]] && TARGETS+=("$(realpath -s "${1%%::*}")${1#"${1%%::*}"}") || TARGETS+=("$ROOT/$1")
        shift
    done
    (($# == 0)) || [[ $1 == -* ]] || die "there is no addon, file or folder '$1' here"
    REST=("$@")
    ((${#TARGETS[@]})) || TARGETS=("$ROOT")
}

# ./dev test [--no-lint] [ADDON|PATH…] [pytest options]
command_test() {
    local lint=yes status=0
    [[ ${1:-} != --no-lint ]] || { lint=''; shift; }
    split_targets "$@"
    ensure_packages "${TEST_PACKAGES[@]}"
    ensure_environment
    [[ -z $lint ]] || run_lint "${TARGETS[@]%%::*}"
    ensure_suite_template
    trap 'drop_test_databases_of $$; leave_nothing_running' EXIT
    create_test_database
    run_pytest || status=$?
    return "$status"
}

# A fresh clone that CI throws away must not leave a server behind, nor its data elsewhere.
leave_nothing_running() {
    [[ -n ${CI:-} ]] && private_cluster || return 0
    stop_postgres
    [[ $PG_HOME == "$CACHE"/* ]] || rm -rf "$PG_HOME" "$PG_RUN"
}

run_pytest() {
    local options=(--odoo-database="$TEST_DATABASE" --odoo-http
        --odoo-extra=http-interface=127.0.0.1 --odoo-extra="db-filter=^$TEST_DATABASE(-gw[0-9]+)?\$")
    [[ " ${REST[*]} " == *" --odoo-log-level"* ]] || options+=(--odoo-log-level=warn)
    ! wants_workers || options+=(-n "$(worker_count)" --dist loadscope --no-loadscope-reorder)
    export AFTER_SALES_TEST_RUN=$$
    (cd "$ROOT" && "$VENV/bin/python" -m pytest "${options[@]}" "${TARGETS[@]}" "${REST[@]}")
}

# Each worker gets a copy of the database; it pays off for more than a few tests, and a
# debugger or plain output needs the one process.
wants_workers() {
    local argument
    for argument in "${TARGETS[@]}" ${REST[@]+"${REST[@]}"}; do
        case "$argument" in
            -n | -n[0-9]* | --numprocesses* | -s | --pdb | --trace | --collect-only | --co | --capture=no | *.py | *::*) return 1 ;;
        esac
    done
}

worker_count() {
    local cores
    cores="$(nproc)"
    echo $((cores > 4 ? 4 : cores))
}
