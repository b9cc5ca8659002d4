"""What an app store shows of each addon: a page, its pictures and an icon."""

import re

import pytest

from scripts.manifests import ROOT, suite_addons
from scripts.store_shots import SHOTS

ADDONS = suite_addons()
IMAGE = re.compile(r'<img src="([^"]+)"')
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
    assert shown == ["icon.png", *(f"{shot.name}.png" for shot in SHOTS[addon])]
    assert sorted(shown) == sorted(path.name for path in folder.glob("*.png"))
    heavy = [name for name in shown if (folder / name).stat().st_size > MOST_BYTES]
    assert not heavy


def test_icons_differ():
    icons = {(ROOT / addon / "static/description/icon.png").read_bytes() for addon in ADDONS}
    assert len(icons) == len(ADDONS)
