"""docker-compose.yml says nothing that Compose, this project or Odoo does not know."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import odoo.tools

import odoo.addons.base

from scripts.manifests import foreign_dependencies, suite_addons

IMAGES = {"odoo:19.0", "postgres:16", "nginx:stable"}
# What Odoo's image declares as volumes, PostgreSQL's data and nginx's sites.
CONTAINER_PATHS = {
    "/var/lib/odoo",
    "/mnt/extra-addons",
    "/var/lib/postgresql/data",
    "/etc/nginx/conf.d/default.conf",
}
# What the entry point of Odoo's image reads, and the suite (ir_actions_report_url.py).
ODOO_ENVIRONMENT = {"HOST", "USER", "PASSWORD", "AFTER_SALES_REPORT_URL"}
DOCKER_COMPOSE = shutil.which("docker-compose")


@pytest.fixture(scope="module")
def compose(root):
    return yaml.safe_load((root / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def odoo_services(compose):
    return {
        name: service
        for name, service in compose["services"].items()
        if service["image"].startswith("odoo:")
    }


def test_compose_accepts_the_file(root):
    assert DOCKER_COMPOSE, "Debian's docker-compose is missing"
    done = subprocess.run(
        [DOCKER_COMPOSE, "--profile", "scale", "config", "--services"],
        check=False,
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {"db", "install", "odoo", "web", "cron", "proxy"}


def test_images_are_the_known_ones(compose):
    assert {service["image"] for service in compose["services"].values()} == IMAGES


def test_mounted_paths_exist_here_and_in_the_images(compose, root):
    for name, service in compose["services"].items():
        for volume in service.get("volumes", ()):
            source, target = volume.split(":")[:2]
            assert target in CONTAINER_PATHS, (name, volume)
            if source.startswith("."):
                assert (root / source).exists(), (name, volume)
            else:
                assert source in compose["volumes"], (name, volume)


def test_every_odoo_option_exists(odoo_services):
    parser = odoo.tools.config.parser
    for name, service in odoo_services.items():
        assert service["command"][0] == "odoo"
        for argument in service["command"][1:]:
            option = argument.partition("=")[0]
            assert parser.has_option(option), f"{name}: Odoo has no option {option}"


def test_odoo_image_gets_only_variables_that_it_reads(odoo_services):
    for name, service in odoo_services.items():
        assert set(service["environment"]) == ODOO_ENVIRONMENT, name


def test_installs_every_addon_that_needs_only_odoo(odoo_services, root):
    """The OCA addons are not in the image, so neither are the addons on top of them."""
    command = " ".join(odoo_services["install"]["command"])
    installed = set(re.search(r"--init=(\S+)", command).group(1).split(","))
    addons = suite_addons(root)
    core = {path.parent.name for path in odoo_core_manifests()}
    expected = {name for name in addons if set(foreign_dependencies([name], addons)) <= core}
    assert installed == expected


def odoo_core_manifests():
    base = Path(odoo.addons.base.__file__).parent.parent
    for folder in (base, base.parent.parent / "addons"):
        yield from folder.glob("*/__manifest__.py")


def test_everything_that_stays_up_has_a_health_check(compose):
    for name, service in compose["services"].items():
        assert ("healthcheck" in service) == (name != "install"), name


def test_jobs_run_in_one_place_of_the_scaled_site(odoo_services):
    assert "--max-cron-threads=0" in odoo_services["web"]["command"]
    assert "--max-cron-threads=2" in odoo_services["cron"]["command"]
    assert "ports" not in odoo_services["web"]


def test_pdfs_get_their_styles_where_mails_are_sent(odoo_services):
    for service in odoo_services.values():
        assert service["environment"]["AFTER_SALES_REPORT_URL"] == "http://localhost:8069"
    assert "--no-http" not in odoo_services["cron"]["command"]


def test_proxy_sends_live_connections_to_the_gevent_port(compose, root):
    nginx = (root / "deploy" / "nginx.conf").read_text()
    upstreams = dict(re.findall(r"upstream (\w+) \{\s*server ([\w:]+);", nginx))
    targets = dict(re.findall(r"location (\S+) \{\s*proxy_pass http://(\w+);", nginx))
    assert upstreams[targets["/websocket"]] == "web:8072"
    assert upstreams[targets["/"]] == "web:8069"
    assert "--gevent-port=8072" in compose["services"]["web"]["command"]
    assert "--proxy-mode" in compose["services"]["web"]["command"]
