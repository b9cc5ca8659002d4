"""What an app store shows of each addon: a page, its pictures, an icon and a version."""

import re

import pytest

from scripts.manifests import ROOT, suite_addons
from scripts.store_shots import SHOTS

ADDONS = suite_addons()
IMAGE = re.compile(r'<img src="([^"]+)"')
VERSION = re.compile(r"^## ([\d.]+)", re.MULTILINE)
MOST_BYTES = 300_000
# What Odoo's store throws away, or what would tell somebody else who reads the page.
FOREIGN = re.compile(r"<script|<link|<style|https?:|\son\w+=", re.IGNORECASE)


@pytest.fixture(params=ADDONS)
def addon(request):
    return request.param


@pytest.fixture
def folder(addon):
    return ROOT / addon / "static" / "description"


def test_addon_says_what_it_is(addon, folder):
    title = ADDONS[addon]["name"]
    assert (ROOT / addon / "README.md").read_text().startswith(f"# {title}\n")
    assert f"<h1>{title}</h1>" in (folder / "index.html").read_text()


def test_page_is_plain(folder):
    assert not FOREIGN.findall((folder / "index.html").read_text())


def test_page_shows_the_pictures_that_are_taken_and_no_others(addon, folder):
    shown = IMAGE.findall((folder / "index.html").read_text())
    assert shown == ["icon.png", *(f"{shot.name}.png" for shot in SHOTS.get(addon, ()))]
    assert sorted(shown) == sorted(path.name for path in folder.glob("*.png"))
    heavy = [name for name in shown if (folder / name).stat().st_size > MOST_BYTES]
    assert not heavy


def test_icons_differ():
    icons = {(ROOT / addon / "static/description/icon.png").read_bytes() for addon in ADDONS}
    assert len(icons) == len(ADDONS)


def test_version_is_that_of_the_newest_change(addon):
    assert ADDONS[addon]["version"] == newest_change((ROOT / "CHANGELOG.md").read_text(), addon)


def test_change_of_one_addon_raises_no_other():
    changes = (
        "## 19.0.1.2.0\n\n### `a`, `b`\n\n- News of `c`.\n\n"
        "## 19.0.1.1.0\n\n### All addons\n\n- An icon.\n"
    )
    assert newest_change(changes, "b") == "19.0.1.2.0"
    assert newest_change(changes, "c") == "19.0.1.1.0"


def newest_change(text, addon):
    """:return: the version of the newest heading that names the addon; empty if none does"""
    _head, *rest = VERSION.split(text)
    for version, changes in zip(rest[::2], rest[1::2], strict=True):
        headings = re.findall(r"^### (.*)", changes, re.MULTILINE)
        if any(heading == "All addons" or f"`{addon}`" in heading for heading in headings):
            return version
    return ""
