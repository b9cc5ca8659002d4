# ./dev up and ./dev down
# shellcheck shell=bash

PORT="${PORT:-8069}"
UP_DATABASE="${DB:-after_sales}"
# One detached server per database.
SERVER_PIDS="$CACHE/servers"
SERVER_PID="$SERVER_PIDS/$UP_DATABASE"
SERVER_LOG="$LOGS/server-$UP_DATABASE.log"

# ./dev up [--detach]
command_up() {
    local detach=''
    case "${1:-}" in
        '') ;;
        --detach) detach=yes ;;
        *) die "usage: [PORT=8069] [DB=after_sales] ./dev up [--detach]" ;;
    esac
    check_database_name "$UP_DATABASE"
    ensure_environment
    if [[ -n $detach ]] && detached_server_runs; then
        healthy && say "Odoo is running already: http://localhost:$PORT" && return
        die "Odoo is running already (process $(<"$SERVER_PID")) but not on port $PORT: ./dev down first"
    fi
    ! port_taken || die "port $PORT is taken by another program: PORT=8070 ./dev up takes another"
    prepare_up_database
    local server=(
        "$VENV/bin/python" "$ODOO_BIN" -d "$UP_DATABASE" --db-filter="^$UP_DATABASE\$" --no-database-list
        --http-interface=127.0.0.1 --http-port="$PORT" --log-level="${LOG_LEVEL:-warn}"
    )
    if [[ -n $detach ]]; then
        serve_detached "${server[@]}"
    else
        # The server takes this process over: Ctrl-C reaches it and nothing stays behind.
        { wait_until_healthy $$ && welcome; } &
        exec "${server[@]}"
    fi
}

# The database of `up` is kept: what a person did in it is still there after a restart.
# When the addons' files have changed since, they are updated in place.
prepare_up_database() {
    local key addons
    key="$(suite_key)"
    if ! database_exists "$UP_DATABASE"; then
        ensure_suite_template
        fresh_database "$SUITE_TEMPLATE" "$UP_DATABASE"
    elif ! stamp_is "up-$UP_DATABASE" "$key"; then
        addons="$(suite_addons | paste -sd,)"
        [[ -z $addons ]] || step "updating $addons in the database $UP_DATABASE" \
            odoo -d "$UP_DATABASE" -i "$addons" -u "$addons" --stop-after-init --no-http \
            --max-cron-threads=0 --log-level=warn
    fi
    stamp_set "up-$UP_DATABASE" "$key"
}

healthy() {
    "$VENV/bin/python" - "$PORT" <<'PY' 2>/dev/null
import sys, urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/web/health", timeout=5).read()
# The first page of a fresh server loads the registry: have that behind us too.
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/web/login", timeout=60).read()
PY
}

port_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null
}

wait_until_healthy() {
    local waited
    for ((waited = 0; waited < 180; waited++)); do
        healthy && return
        kill -0 "$1" 2>/dev/null || return 1
        sleep 1
    done
    say "Odoo has not answered on port $PORT for three minutes"
    return 1
}

welcome() {
    cat <<TEXT

  Odoo is ready:  http://localhost:$PORT   (admin / admin)

  Look first at   After-Sales → Returns → Return Orders  http://localhost:$PORT/odoo/returns
                  Sales: a delivered order and its Return button
                  the customer's side: log in as portal / portal, http://localhost:$PORT/my/returns
  Stop it with    ${1:-Ctrl-C}

TEXT
}

detached_server_runs() {
    [[ -f $SERVER_PID ]] && grep -qsF "$ODOO_BIN" "/proc/$(<"$SERVER_PID")/cmdline"
}

serve_detached() {
    mkdir -p "$LOGS" "$SERVER_PIDS"
    setsid "$@" </dev/null >"$SERVER_LOG" 2>&1 &
    echo $! >"$SERVER_PID"
    if ! wait_until_healthy "$!"; then
        tail -n 30 "$SERVER_LOG" >&2
        die "Odoo did not start; its log is $SERVER_LOG"
    fi
    welcome "./dev down"
}

# Stops the detached server, and the private cluster when nobody else works with it.
command_down() {
    private_postgres_unless_given
    stop_server "$SERVER_PID"
    if private_cluster && postgres_answers; then
        local others
        others="$(psql -U postgres -d postgres -Atqc \
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")"
        [[ $others != 0 ]] || stop_postgres
    fi
}

# stop_server PID_FILE
stop_server() {
    [[ -f $1 ]] || return 0
    local pid
    pid="$(<"$1")"
    # The number may be another program's by now.
    if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "--http-port"; then
        kill "$pid"
        while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
    fi
    rm -f "$1"
}
