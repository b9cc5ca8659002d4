# Odoo 19.0 itself: Debian's package `odoo-19`, unpacked into the cache, or ODOO_HOME.
# shellcheck shell=bash

ODOO_PACKAGE=odoo-19
ODOO_SUITE=sid
ODOO_DEB="$CACHE/odoo"

ensure_odoo() {
    if [[ -n ${ODOO_HOME:-} ]]; then
        use_checkout
        return
    fi
    if [[ ! -f $ODOO_DEB/VERSION ]]; then
        locked odoo ensure_odoo_unpacked
    fi
    ODOO_PYTHONPATH="$ODOO_DEB/usr/lib/python3/dist-packages"
    ODOO_BIN="$ODOO_DEB/usr/bin/odoo"
    ODOO_VERSION="$(<"$ODOO_DEB/VERSION")"
}

use_checkout() {
    [[ -f $ODOO_HOME/odoo-bin && -f $ODOO_HOME/odoo/release.py ]] ||
        die "ODOO_HOME=$ODOO_HOME is not an Odoo checkout: odoo-bin and odoo/release.py are missing there"
    ODOO_HOME="$(cd "$ODOO_HOME" && pwd)"
    grep -q '^version_info = (19, 0' "$ODOO_HOME/odoo/release.py" ||
        die "ODOO_HOME=$ODOO_HOME is not Odoo 19.0"
    ODOO_PYTHONPATH="$ODOO_HOME"
    ODOO_BIN="$ODOO_HOME/odoo-bin"
    ODOO_VERSION="checkout-$(git -C "$ODOO_HOME" rev-parse HEAD 2>/dev/null || short_hash <"$ODOO_HOME/odoo/release.py")"
}

ensure_odoo_unpacked() {
    [[ -f $ODOO_DEB/VERSION ]] && return
    step "downloading and unpacking Odoo 19.0 ($ODOO_PACKAGE from Debian $ODOO_SUITE)" unpack_odoo
}

# The first mirror of Debian itself in the machine's own apt sources.
debian_mirror() {
    # shellcheck disable=SC2016  # apt fills these in, not the shell
    apt-get indextargets --format '$(REPO_URI)|$(LABEL)' 'Created-By: Packages' |
        awk -F'|' '$2 == "Debian" { print $1; exit }'
}

# apt with a source list, package lists and cache of our own: the machine's stay as they are.
private_apt() {
    apt-get -q \
        -o Dir::Etc::SourceList="$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" \
        -o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" "$@"
}

unpack_odoo() {
    local work="$CACHE/odoo.unpacking" mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    mirror="${DEBIAN_MIRROR:-$(debian_mirror)}"
    if [[ -z $mirror ]]; then
        as_root apt-get update
        mirror="$(debian_mirror)"
    fi
    [[ -n $mirror ]] ||
        die "apt knows no Debian mirror here: set DEBIAN_MIRROR=<address>, or ODOO_HOME=<Odoo 19 checkout>"
    [[ -f $keyring ]] || apt_install debian-archive-keyring

    rm -rf "$work"
    mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/root"
    echo "deb [signed-by=$keyring] $mirror $ODOO_SUITE main" >"$work/apt/sources.list"
    private_apt update
    (cd "$work" && private_apt download "$ODOO_PACKAGE")
    dpkg-deb -x "$work/$ODOO_PACKAGE"_*.deb "$work/root"
    link_shared_files "$work/root"
    dpkg-deb -f "$work/$ODOO_PACKAGE"_*.deb Version >"$work/root/VERSION"
    # The folder appears under its real name only when it is complete.
    rm -rf "$ODOO_DEB"
    mv "$work/root" "$ODOO_DEB"
    rm -rf "$work"
}

# The package's symbolic links are relative: they look for fonts and scripts of other
# packages below the unpacked tree.
link_shared_files() {
    local folder
    for folder in fonts javascript; do
        [[ -e $1/usr/share/$folder ]] || ln -s "/usr/share/$folder" "$1/usr/share/$folder"
    done
}
