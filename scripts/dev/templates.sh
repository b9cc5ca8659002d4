# Databases: two cached template layers, and copies of them in seconds.
#
#   base layer    Odoo's own modules with demo data and languages, keyed on Odoo and the pins;
#   suite layer   the base layer with this suite's addons, keyed on their files.
#
# A template is built under another name and renamed when it is complete, so that a name
# that exists is a template that works, and refuses connections, so that copying never waits.
# shellcheck shell=bash

# What the suite works with in real life, and what its addons depend on softly.
BASE_MODULES=(
    sale_management sale_stock stock_account purchase_stock repair mrp
    point_of_sale pos_sale loyalty sale_loyalty pos_loyalty
    pos_hr rating portal_rating stock_picking_batch spreadsheet_dashboard
    after_sales_test_shim
)
# The first one is what new users and the demo data get.
LANGUAGES=en_US,zh_CN,zh_TW
TEST_ADDONS="$ROOT/tests/addons"
# Dates of the last use of each template of this working tree, oldest first to go.
TEMPLATE_USES="$CACHE/templates"
KEEP_BASES=2
KEEP_SUITES=4

# The suite: every top-level folder with a manifest.
suite_addons() {
    local manifest
    for manifest in "$ROOT"/*/__manifest__.py; do
        [[ -f $manifest ]] && basename "$(dirname "$manifest")"
    done
    return 0
}

addons_path() {
    local site
    site="$(find "$VENV"/lib/python3*/site-packages/odoo/addons -maxdepth 0 2>/dev/null | head -n 1)"
    printf '%s' "$ROOT,$TEST_ADDONS${site:+,$site}"
}

# Everything Odoo reads from the environment; the same for the script, pytest and the bench.
export_odoo_environment() {
    export PATH="$VENV/bin:$PATH" PYTHONPATH="$ODOO_PYTHONPATH" PYTHONDONTWRITEBYTECODE=
    # Without bytecode written beside the sources a restart would compile Odoo again.
    unset PYTHONDONTWRITEBYTECODE
    ODOO_ADDONS_PATH="$(addons_path)"
    export ODOO_ADDONS_PATH ODOO_DATA_DIR="$DATA_DIR" ODOO_RC="$CACHE/odoo.conf"
    mkdir -p "$DATA_DIR"
    # pytest-odoo only starts Odoo when a configuration file is named; the settings are above.
    [[ -f $ODOO_RC ]] || printf '[options]\n' >"$ODOO_RC"
}

odoo() { "$VENV/bin/python" "$ODOO_BIN" "$@"; }

# --- keys ---------------------------------------------------------------------------------

base_key() {
    {
        echo "$ODOO_VERSION ${BASE_MODULES[*]} $LANGUAGES"
        psql -d postgres -Atqc 'SHOW server_version_num'
        cat "$REQUIREMENTS/odoo.txt" "$ROOT/scripts/prepare_template.py"
        files_digest "$TEST_ADDONS"
    } | short_hash
}

suite_key() {
    local addon
    {
        base_key
        for addon in $(suite_addons); do
            files_digest "$ROOT/$addon"
        done
    } | short_hash
}

# Only what an installed database depends on: tests and documentation do not rebuild it, nor does
# the addon that only its own test installs.
files_digest() {
    [[ -d $1 ]] || return 0
    (
        cd "$1/.." || exit
        find "$(basename "$1")" -type f \
            -not -path '*/tests/*' -not -path '*/__pycache__/*' \
            -not -path '*/static/tests/*' -not -path '*/static/description/*' \
            -not -path '*/after_sales_test_voucher/*' \
            -not -name '*.pot' -not -name '*.pyc' -not -name '*.md' -not -name '*.rst' -not -name LICENSE \
            -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
    )
}

# --- making and copying -------------------------------------------------------------------

database_exists() {
    psql -d postgres -Atqc "SELECT 1 FROM pg_database WHERE datname = '$1'" | grep -q 1
}

drop_database() {
    dropdb --if-exists --force "$1" 2>/dev/null || dropdb --if-exists "$1"
    rm -rf "${DATA_DIR:?}/filestore/$1"
}

# Filestore files are named after their content and never rewritten: hard links will do.
copy_database() {
    createdb -T "$1" "$2"
    mkdir -p "$DATA_DIR/filestore"
    rm -rf "${DATA_DIR:?}/filestore/$2"
    [[ ! -d $DATA_DIR/filestore/$1 ]] || cp -al "$DATA_DIR/filestore/$1" "$DATA_DIR/filestore/$2"
}

# start_building NAME: sets `built`, the name to build it under. What a killed or failed build
# has left is dropped first; only one builds at a time (the lock `templates`).
start_building() {
    local leftover
    mkdir -p "$TEMPLATE_USES"
    for leftover in "$TEMPLATE_USES"/*_building; do
        [[ -e $leftover ]] || continue
        drop_database "$(basename "$leftover")"
        rm -f "$leftover"
    done
    built="$1_building"
    touch "$TEMPLATE_USES/$built"
}

publish_template() {
    local built="$1" name="$2"
    rm -rf "${DATA_DIR:?}/filestore/$name"
    [[ ! -d $DATA_DIR/filestore/$built ]] || mv "$DATA_DIR/filestore/$built" "$DATA_DIR/filestore/$name"
    psql -d postgres -qc "ALTER DATABASE \"$built\" WITH ALLOW_CONNECTIONS false"
    psql -d postgres -qc "ALTER DATABASE \"$built\" RENAME TO \"$name\""
    rm -f "$TEMPLATE_USES/$built"
}

run_prepare() {
    "$VENV/bin/python" "$ROOT/scripts/prepare_template.py" "$1"
}

# install_into_empty NAME MODULES [ODOO OPTION…]
install_into_empty() {
    createdb -T template0 -E UTF8 --locale=C "$1"
    # As Odoo's own "create database" does; without it Odoo makes no trigram index.
    psql -q -d "$1" -c 'CREATE EXTENSION IF NOT EXISTS pg_trgm'
    odoo -d "$1" -i "$2" "${@:3}" \
        --stop-after-init --no-http --max-cron-threads=0 --log-level=warn
}

build_base() {
    local built modules
    modules="$(IFS=,; echo "${BASE_MODULES[*]}")"
    start_building "$1"
    install_into_empty "$built" "$modules" --with-demo "--load-language=$LANGUAGES"
    run_prepare "$built"
    publish_template "$built" "$1"
}

# build_bare NAME MODULES [ODOO OPTION…]
build_bare() {
    local built
    start_building "$1"
    install_into_empty "$built" "${@:2}"
    publish_template "$built" "$1"
}

build_suite() {
    local base="$1" name="$2" built addons
    addons="$(suite_addons | paste -sd,)"
    start_building "$name"
    copy_database "$base" "$built"
    if [[ -n $addons ]]; then
        odoo -d "$built" -i "$addons" --stop-after-init --no-http \
            --max-cron-threads=0 --log-level=warn
    fi
    run_prepare "$built"
    publish_template "$built" "$name"
}

ensure_base() {
    local name="$1"
    database_exists "$name" || step "building the base database: ${#BASE_MODULES[@]} Odoo modules with demo data (2 to 5 minutes, once)" build_base "$name"
    template_used "$name"
}

# Sets BASE_TEMPLATE.
ensure_base_template() {
    BASE_TEMPLATE="asr_base_$(base_key)"
    locked templates ensure_base "$BASE_TEMPLATE"
}

ensure_suite() {
    local name="$1"
    database_exists "$name" ||
        step "installing the suite's addons into a copy of the base database" build_suite "$BASE_TEMPLATE" "$name"
    template_used "$name"
    prune_templates asr_base_ "$KEEP_BASES"
    prune_templates asr_suite_ "$KEEP_SUITES"
}

# Sets SUITE_TEMPLATE.
ensure_suite_template() {
    ensure_base_template
    SUITE_TEMPLATE="asr_suite_$(suite_key)"
    locked templates ensure_suite "$SUITE_TEMPLATE"
}

template_used() {
    mkdir -p "$TEMPLATE_USES"
    touch "$TEMPLATE_USES/$1"
}

# Drops this tree's least recently used templates: prune_templates PREFIX KEEP
prune_templates() {
    local name
    while read -r name; do
        drop_database "$name"
        rm -f "$TEMPLATE_USES/$name"
    done < <(cd "$TEMPLATE_USES" && find . -name "$1*" -not -name '*_building' -printf '%T@ %f\n' | sort -rn | awk -v keep="$2" 'NR > keep { print $2 }')
}
