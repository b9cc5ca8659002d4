"""The suite speaks Chinese: every term of it, as in China and as in Taiwan."""

import re
from pathlib import Path

import polib
import pytest

from scripts.i18n import LANGUAGES, missing_terms

ADDONS = sorted(path.parent for path in Path(__file__).parent.parent.glob("*/__manifest__.py"))
# What a translator must leave alone, in any order: %(name)s, %s, %%, {{ … }}, <b class="…">.
KEPT = re.compile(r"%\(\w+\)\w|%[sdg%]|\{\{.*?\}\}|<[^>]+>")


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=ADDONS, ids=lambda path: path.name)
def folder(request):
    return request.param / "i18n"


def test_every_term_is_translated(folder, language):
    assert not missing_terms(folder / f"{language}.po", folder / f"{folder.parent.name}.pot")


def test_placeholders_and_tags_are_kept(folder, language):
    changed = [
        (entry.msgid, entry.msgstr)
        for entry in polib.pofile(str(folder / f"{language}.po"))
        if sorted(KEPT.findall(entry.msgid)) != sorted(KEPT.findall(entry.msgstr))
    ]
    assert not changed


def test_templates_are_what_the_code_says(dev):
    assert "not what the code says" not in dev("i18n", "--check")
