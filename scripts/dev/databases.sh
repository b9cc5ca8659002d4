# ./dev db, and the databases that `up` and `test` work on.
# shellcheck shell=bash

TEST_RUNS="$CACHE/test-databases"

check_database_name() {
    [[ $1 =~ ^[a-zA-Z_][a-zA-Z0-9_-]*$ ]] || die "'$1' cannot be a database name: letters, digits, _ and -"
    [[ ! $1 =~ ^(postgres|template[01]|asr_.*)$ ]] || die "'$1' is a name that PostgreSQL or ./dev uses itself: take another"
}

fresh_database() {
    local template="$1" name="$2"
    ! database_exists "$name" || drop_database "$name"
    copy_database "$template" "$name"
}

# ./dev db NAME [--bare [ADDON…]] [--no-demo]
command_db() {
    local name="${1:-}" bare='' demo=--with-demo addons=()
    [[ -n $name && $name != -* ]] || die "usage: ./dev db NAME [--bare [ADDON…]] [--no-demo]"
    shift
    check_database_name "$name"
    while (($#)); do
        case "$1" in
            --bare) bare=yes ;;
            --no-demo) demo='' bare=yes ;;
            -*) die "./dev db knows --bare and --no-demo, not $1" ;;
            *) addons+=("$1") ;;
        esac
        shift
    done
    ensure_environment
    if [[ -n $bare ]]; then
        ((${#addons[@]})) || mapfile -t addons < <(suite_addons)
        ((${#addons[@]})) || die "there is no addon here to install"
        bare_database "$name" "$demo" "${addons[@]}"
    else
        ((${#addons[@]} == 0)) || die "ADDON only goes with --bare; without it the whole suite is installed"
        ensure_suite_template
        fresh_database "$SUITE_TEMPLATE" "$name"
    fi
    say "database $name is ready: ./dev shell $name, ./dev odoo -d $name, ./dev run psql $name"
}

# A database with nothing but the addons and what they depend on. Their dependencies are
# cached as a template of their own; the addons themselves are installed each time.
bare_database() {
    local name="$1" demo="$2" modules template
    shift 2
    modules="$("$VENV/bin/python" "$ROOT/scripts/manifests.py" --foreign-dependencies "$@")" ||
        die "the manifests of $* cannot be read"
    template="asr_bare_$({ base_key; echo "$modules $demo"; } | short_hash)"
    locked templates ensure_bare "$template" "$modules" "$demo"
    fresh_database "$template" "$name"
    local addons
    addons="$(IFS=,; echo "$*")"
    step "installing $addons alone" odoo -d "$name" -i "$addons" --stop-after-init --no-http \
        --max-cron-threads=0 --log-level=warn
}

ensure_bare() {
    local name="$1"
    database_exists "$name" ||
        step "building a database with only the addons' own dependencies${3:+ and demo data}" build_bare "$1" "$2" ${3:+"$3"}
    template_used "$name"
    prune_templates asr_bare_ 4
}

# --- databases of test runs ---------------------------------------------------------------

# The database of a test or i18n run is named after its process, so that a later run can tell the dead ones.
TEST_DATABASE="asr_test_$$"

create_test_database() {
    drop_dead_test_databases
    mkdir -p "$TEST_RUNS"
    touch "$TEST_RUNS/$$"
    fresh_database "$SUITE_TEMPLATE" "$TEST_DATABASE"
}

drop_test_databases_of() {
    local name
    for name in $(psql -d postgres -Atqc "SELECT datname FROM pg_database WHERE datname ~ '^asr_test_$1(-gw[0-9]+)?$'"); do
        drop_database "$name"
    done
    rm -f "$TEST_RUNS/$1"
}

drop_dead_test_databases() {
    local run
    for run in "$TEST_RUNS"/*; do
        [[ -f $run ]] || continue
        run="$(basename "$run")"
        grep -qsF dev "/proc/$run/cmdline" || drop_test_databases_of "$run"
    done
}
