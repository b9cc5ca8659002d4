"""The `dev` script as a user meets it."""

import json
import os
import re
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from scripts.manifests import suite_addons

HERE = Path(__file__).resolve().parent


def query(dev, database, sql):
    return dev("run", "psql", "-d", database, "-Atqc", sql).split()


def states(dev, database, *modules):
    names = ", ".join(f"'{module}'" for module in modules)
    rows = query(
        dev, database, f"SELECT name || '=' || state FROM ir_module_module WHERE name IN ({names})"
    )
    return dict(row.split("=") for row in rows)


def test_without_a_command_it_tells_what_it_can_do(dev):
    assert "./dev up" in dev()


def test_an_unknown_command_is_refused(dev):
    assert "'serve' is not one of these commands" in dev("serve", check=False)


@pytest.mark.parametrize("name", ["postgres", "asr_base_x", "a b", "-x", "template1"])
def test_db_refuses_names_that_are_not_the_users(dev, name):
    assert re.search("cannot be a database name|take another|usage", dev("db", name, check=False))


def test_environment_is_quiet_when_nothing_is_to_do(dev):
    assert dev("run", "true") == ""


def test_db_gives_a_database_with_the_suite(dev, database, root):
    dev("db", database)
    addons = suite_addons(root)
    assert states(dev, database, *addons) == dict.fromkeys(addons, "installed")
    assert query(dev, database, "SELECT login FROM res_users WHERE id = 2") == ["admin"]
    assert query(dev, database, "SELECT code FROM res_lang WHERE active ORDER BY code") == [
        "en_US",
        "zh_CN",
        "zh_TW",
    ]
    # A second call starts over: what was in it is gone.
    dev("run", "psql", "-d", database, "-qc", "CREATE TABLE leftover (id int)")
    dev("db", database)
    assert query(dev, database, "SELECT to_regclass('leftover') IS NULL") == ["t"]


@pytest.mark.parametrize("demo", [True, False], ids=["demo", "no-demo"])
def test_suite_installs_with_nothing_but_its_dependencies(dev, database, root, demo):
    """Soft dependencies must not become hard ones: `mrp` is not there, nor the demo data."""
    if "after_sales_returns" not in suite_addons(root):
        pytest.skip("the addon is not there yet")
    dev("db", database, "--bare", "after_sales_returns", *(() if demo else ("--no-demo",)))
    found = states(dev, database, "after_sales_returns", "mrp", "repair", "point_of_sale")
    assert found.pop("after_sales_returns") == "installed"
    assert set(found.values()) == {"uninstalled"}
    has_demo = query(dev, database, "SELECT demo FROM ir_module_module WHERE name = 'base'")
    assert has_demo == ["t" if demo else "f"]
    # The next addon comes to a database that works already.
    options = ("--stop-after-init", "--no-http", "--log-level=warn")
    dev("odoo", "-d", database, "-i", "after_sales_repair", *options)
    found = states(dev, database, "after_sales_repair", "mrp", "point_of_sale")
    assert found.pop("after_sales_repair") == "installed"
    assert set(found.values()) == {"uninstalled"}
    if not demo:
        check_leaves(dev, database)


def check_leaves(dev, database):
    """What belongs to repairs and not everybody needs is there or not, in every combination."""
    script = f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
    printed = dev("shell", database, script=script + "import leaves; print(leaves.walk(env))")
    assert not re.search("WARNING|ERROR", printed), printed
    marked = [line for line in printed.splitlines() if line.startswith("leaves: ")]
    assert marked, printed
    found = json.loads(marked[0].partition(" ")[2])
    assert len({tuple(there) for there, _wrong in found}) == len(found) - 1
    assert found[-1][0] == []
    assert not [one for one in found if one[1]]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_up_serves_the_login_page_until_down(dev, database):
    port = free_port()
    settings = {"PORT": port, "DB": database}
    try:
        printed = dev("up", "--detach", **settings)
        assert f"http://localhost:{port}" in printed
        with urllib.request.urlopen(f"http://localhost:{port}/web/login", timeout=30) as page:
            assert b'name="login"' in page.read()
        assert "running already" in dev("up", "--detach", **settings)
    finally:
        dev("down", **settings)
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", int(port)), timeout=5):
        pass


def test_up_names_a_taken_port(dev, database):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert f"port {port} is taken" in dev("up", "--detach", check=False, PORT=port, DB=database)


def test_ci_runs_the_command_of_the_readme(root):
    lines = (root / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line.startswith("./dev")]
    assert commands == ["./dev test"]
    assert "./dev test\n" in (root / "README.md").read_text()


def test_postgres_survives_a_stale_pid_file(tmp_path, root):
    """What a kill leaves behind: a pid file whose number belongs to another program now."""
    pid_file = tmp_path / "data" / "postmaster.pid"
    pid_file.parent.mkdir()
    script = f"""
        ROOT={root}; source {root}/scripts/dev/common.sh; source {root}/scripts/dev/postgres.sh
        PG_HOME={tmp_path}; PG_RUN={tmp_path}/run
        drop_stale_pid
    """
    pid_file.write_text(f"{os.getpid()}\n")
    subprocess.run(["bash", "-euc", script], check=True)
    assert not pid_file.exists()
