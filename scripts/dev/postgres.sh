# PostgreSQL: a private cluster under the cache on a Unix socket, or the server PGHOST names.
# shellcheck shell=bash

PG_ROLE=odoo

# A private cluster of ours sets PGHOST too, for the programs started from here: the mark
# tells it from a server that the user has named.
private_cluster() { [[ -z ${PGHOST:-} || ${AFTER_SALES_PG:-} == private ]]; }

private_postgres_unless_given() {
    private_cluster || return 0
    private_postgres_paths
    export AFTER_SALES_PG=private PGHOST="$PG_RUN" PGUSER="$PG_ROLE"
    unset PGPORT PGPASSWORD PGDATABASE
}

ensure_postgres() {
    private_postgres_unless_given
    if private_cluster; then
        postgres_answers || locked postgres start_postgres
    else
        psql -d postgres -Atqc 'SELECT 1' >/dev/null ||
            die "PGHOST=$PGHOST does not answer: check PGHOST, PGPORT, PGUSER and PGPASSWORD, or unset PGHOST for a private cluster"
    fi
}

private_postgres_paths() {
    local reachable
    PG_HOME="$CACHE/postgres"
    if ((EUID == 0)); then
        # The server does not run as root; its folder must be one that `postgres` can reach.
        mkdir -p "$PG_HOME"
        as_postgres test -x "$PG_HOME" || reachable=no
    fi
    [[ ${reachable:-yes} == yes ]] || PG_HOME="/var/tmp/after-sales-postgres-$(tree_id)"
    PG_RUN="$PG_HOME/run"
    # A socket's path has at most 107 characters.
    ((${#PG_RUN} < 85)) || PG_RUN="/tmp/after-sales-postgres-$(tree_id)"
    PG_BIN="$(find /usr/lib/postgresql/*/bin -maxdepth 0 2>/dev/null | sort -V | tail -n 1)"
    [[ -n $PG_BIN ]] || PG_BIN="$(dirname "$(command -v pg_ctl || echo /nowhere/pg_ctl)")"
    [[ -x $PG_BIN/pg_ctl ]] || die "PostgreSQL's pg_ctl is missing: install Debian's postgresql, or set PGHOST to a running server"
}

as_postgres() {
    if ((EUID == 0)); then
        (cd / && setpriv --reuid postgres --regid postgres --init-groups -- "$@")
    else
        "$@"
    fi
}

postgres_answers() {
    [[ -S $PG_RUN/.s.PGSQL.5432 ]] && "$PG_BIN/pg_isready" -q -h "$PG_RUN"
}

start_postgres() {
    postgres_answers && return
    [[ -f $PG_HOME/data/PG_VERSION ]] || step "creating a private PostgreSQL cluster" create_cluster
    drop_stale_pid
    mkdir -p "$PG_RUN"
    ((EUID)) || chown postgres: "$PG_HOME" "$PG_RUN"
    as_postgres "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -l "$PG_HOME/server.log" -s -w -t 60 start \
        </dev/null >/dev/null 2>&1 9>&- ||
        die "PostgreSQL does not start; its log is $PG_HOME/server.log ('./dev clean' starts over with an empty cluster)"
    psql -U postgres -d postgres -Atqc "SELECT 1 FROM pg_roles WHERE rolname = '$PG_ROLE'" | grep -q 1 ||
        psql -U postgres -d postgres -qc "CREATE ROLE $PG_ROLE LOGIN CREATEDB"
}

create_cluster() {
    rm -rf "$PG_HOME/data.new"
    mkdir -p "$PG_HOME"
    ((EUID)) || chown postgres: "$PG_HOME"
    as_postgres "$PG_BIN/initdb" -D "$PG_HOME/data.new" -U postgres -A trust \
        -E UTF8 --locale=C.UTF-8 --no-sync
    as_postgres tee -a "$PG_HOME/data.new/postgresql.conf" >/dev/null <<CONF
# Everything in here can be made again: speed before durability.
listen_addresses = ''
unix_socket_directories = '$PG_RUN'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_connections = 200
jit = off
CONF
    as_postgres mv "$PG_HOME/data.new" "$PG_HOME/data"
}

# After a kill or a reboot the pid file may name a process that is somebody else's by now.
drop_stale_pid() {
    local pid_file="$PG_HOME/data/postmaster.pid" pid
    [[ -f $pid_file ]] || return 0
    pid="$(head -n 1 "$pid_file")"
    if ! tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$PG_HOME/data"; then
        rm -f "$pid_file" "$PG_RUN"/.s.PGSQL.5432*
    fi
}

stop_postgres() {
    [[ -f $PG_HOME/data/postmaster.pid ]] || return 0
    as_postgres "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -s -m fast stop || true
}
