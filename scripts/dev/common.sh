# Paths, messages and stamps that every other file here uses.
# shellcheck shell=bash

CACHE="${AFTER_SALES_CACHE:-$ROOT/.cache}"
LOGS="$CACHE/logs"
DATA_DIR="$CACHE/data"
STAMPS="$CACHE/stamps"

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

# A long step says what it does before it starts, and its own output goes to a file:
# whoever waits sees one line, whoever debugs finds the rest.
step() {
    local title="$1" log started=$SECONDS
    shift
    mkdir -p "$LOGS"
    log="$LOGS/$(tr -cs 'a-zA-Z0-9' '-' <<<"$title" | cut -c1-60)$BASHPID.log"
    printf '… %s' "$title" >&2
    # No `if`: inside a condition bash would ignore `set -e` in the step.
    set +e
    (
        set -e
        "$@"
    ) >"$log" 2>&1 </dev/null
    local status=$?
    set -e
    if ((status)); then
        printf ' failed\n' >&2
        tail -n 30 "$log" >&2
        die "the step '$title' failed; the whole output is in $log"
    fi
    printf ' (%ds)\n' $((SECONDS - started)) >&2
    rm -f "$log"
}

# Runs as root, through sudo where we are not root already.
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "root is needed for: $*   (run ./dev as root once, or install sudo)"
    fi
}

short_hash() { sha256sum | cut -c1-12; }

# One name for this working tree, for what must live outside of it.
tree_id() { printf '%s' "$CACHE" | short_hash; }

# stamp_is NAME VALUE: has the step NAME been completed for exactly this VALUE?
stamp_is() { [[ -f $STAMPS/$1 && $(<"$STAMPS/$1") == "$2" ]]; }

stamp_set() {
    mkdir -p "$STAMPS"
    printf '%s' "$2" >"$STAMPS/$1.$BASHPID"
    mv "$STAMPS/$1.$BASHPID" "$STAMPS/$1"
}

# Two runs at once must not build the same thing twice: locked NAME COMMAND…
# The lock is the file descriptor's, so it is gone with a killed run; children that
# outlive us (the PostgreSQL server) must not inherit it, hence `9>&-` where they start.
locked() {
    local name="$1"
    shift
    mkdir -p "$CACHE/locks"
    {
        flock 9
        "$@"
    } 9>"$CACHE/locks/$name"
}
