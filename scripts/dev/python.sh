# The Python environment: pinned requirements in a venv, OCA addons as wheels.
# shellcheck shell=bash

VENV="$CACHE/venv"
REQUIREMENTS="$ROOT/requirements"
OCA_BENCH_DIR="$CACHE/oca-bench"

ensure_python() {
    local python="${PYTHON:-/usr/bin/python3}" interpreter pins
    [[ -x $python ]] || python="$(command -v python3)" || die "python3 is missing"
    # Links inside a venv are absolute, so its own path belongs to what it depends on.
    interpreter="$("$python" -V) $VENV"
    pins="$(cat "$REQUIREMENTS"/*.txt | short_hash)"
    venv_is_current || locked venv build_venv_once "$python"
}

# Both stamps are there only after a complete build.
venv_is_current() {
    stamp_is venv-interpreter "$interpreter" && stamp_is venv-pins "$pins" && [[ -x $VENV/bin/python ]]
}

build_venv_once() {
    venv_is_current && return
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
        die "Odoo 19 needs Python 3.10 or newer, $1 is $("$1" -V): set PYTHON=/path/to/python3"
    # New pins go into the environment as it is, which others may be using; one for another
    # interpreter, or left by a killed run, is made anew.
    stamp_is venv-interpreter "$interpreter" || rm -rf "$VENV"
    rm -f "$STAMPS/venv-interpreter"
    step "installing Odoo's Python needs" install_requirements "$1"
    stamp_set venv-interpreter "$interpreter"
    stamp_set venv-pins "$pins"
}

install_requirements() {
    [[ -x $VENV/bin/python ]] || "$1" -m venv "$VENV"
    local pip=("$VENV/bin/python" -m pip install --no-input --no-deps --disable-pip-version-check)
    "${pip[@]}" -r "$REQUIREMENTS/odoo.txt" -r "$REQUIREMENTS/test.txt"
    # The addons that only the bench compares with stay off every other addons path.
    rm -rf "$OCA_BENCH_DIR"
    "${pip[@]}" --target "$OCA_BENCH_DIR" -r "$REQUIREMENTS/oca-bench.txt"
}
