# Debian packages. Quiet and without root where everything is there already.
# shellcheck shell=bash

# What Odoo and its database need to run. The libjs-* and fonts-* packages hold the files
# that Debian's odoo-19 links to instead of shipping them.
RUN_PACKAGES=(
    postgresql python3 python3-venv util-linux xz-utils
    libjs-jquery libjs-underscore libjs-jquery-form
    fonts-font-awesome fonts-roboto-unhinted fonts-inconsolata fonts-ocr-b fonts-noto-cjk
    wkhtmltopdf libmagic1
)
# What lint and the tests need besides. Debian's docker-compose checks docker-compose.yml.
TEST_PACKAGES=(chromium shellcheck docker-compose gettext git)

missing_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            printf '%s\n' "$package"
    done
}

ensure_packages() {
    command -v dpkg-query >/dev/null ||
        die "this is not Debian or Ubuntu: install what $ROOT/scripts/dev/packages.sh lists and set ODOO_HOME and PGHOST, or use docker-compose.yml"
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) && return
    locked packages step "installing ${#missing[@]} Debian packages" install_packages "${missing[@]}"
}

install_packages() {
    # Debian's postgresql would start a cluster of its own; we never need one.
    if [[ ! -e /etc/postgresql-common ]]; then
        as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf
    fi
    # A package list that is old but good enough saves the update; a failed install asks for it.
    apt_install "$@" || {
        as_root apt-get update
        apt_install "$@"
    }
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
}
