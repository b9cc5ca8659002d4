"""The checks of ./dev lint and ./dev i18n find what they are there to find."""

import polib
import pytest

from scripts import check_xml, house_rules
from scripts.i18n import merge, missing_terms, stale_terms
from scripts.manifests import foreign_dependencies


def catalog(path, *entries):
    written = polib.POFile()
    for msgid, msgstr, flags in entries:
        written.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags))
    written.save(str(path))
    return path


@pytest.fixture
def pot(tmp_path):
    return catalog(tmp_path / "x.pot", ("Return", "", []), ("Refund", "", []), ("Grade", "", []))


def test_missing_terms_are_the_absent_the_empty_and_the_fuzzy(tmp_path, pot):
    po = catalog(tmp_path / "zh_CN.po", ("Return", "退货", []), ("Refund", "退款", ["fuzzy"]))
    assert missing_terms(po, pot) == ["Refund", "Grade"]
    assert missing_terms(tmp_path / "absent.po", pot) == ["Return", "Refund", "Grade"]


def test_merge_keeps_translations_and_drops_what_the_code_no_longer_says(tmp_path, pot):
    po = catalog(tmp_path / "zh_CN.po", ("Return", "退货", []), ("Old", "旧", []))
    merged = merge(po, polib.pofile(str(pot)), "zh_CN")
    assert [(entry.msgid, entry.msgstr) for entry in merged] == [
        ("Return", "退货"),
        ("Refund", ""),
        ("Grade", ""),
    ]
    assert merged.metadata["Language"] == "zh_CN"


def test_stale_terms_name_both_directions(pot):
    exported = [polib.POEntry(msgid=term) for term in ("Return", "Refund", "New")]
    assert stale_terms(pot, exported) == ["Grade", "New"]


def test_foreign_dependencies_go_through_the_suite():
    addons = {"a": {"depends": ["sale", "mail"]}, "b": {"depends": ["a", "repair"]}}
    assert foreign_dependencies(["b"], addons) == ["mail", "repair", "sale"]


@pytest.mark.parametrize(
    "line",
    [
        "see deb." + "debian.org",
        "pip -i https://pypi." + "org/x",
        "cd /wo" + "rk/main",
        "/ro" + "ot/x",
    ],
)
def test_house_rules_refuse_hosts_and_paths_of_a_machine(line):
    assert list(house_rules.forbidden_strings("x.md", f"fine\n{line}\n"))


@pytest.mark.parametrize("line", ["http://localhost:8069/work/", "image: odoo:19.0", "a/root/b"])
def test_house_rules_let_the_rest_pass(line):
    assert not list(house_rules.forbidden_strings("x.md", line))


def test_house_rules_limit_functions_but_not_tests(tmp_path):
    long = "def f():\n" + "    x = 1\n" * house_rules.MAX_FUNCTION_LINES
    assert list(house_rules.sizes(tmp_path / "models" / "x.py", long))
    assert not list(house_rules.sizes(tmp_path / "tests" / "x.py", long))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<odoo><record id='a'/></odoo>", None),
        ("<odoo><record id='a'/><record id='a'/></odoo>", "id a is used 2 times"),
        ("<odoo><record></odoo>", "mismatch"),
    ],
)
def test_xml_files_are_whole_and_their_ids_unique(tmp_path, text, complaint):
    path = tmp_path / "x.xml"
    path.write_text(text)
    found = list(check_xml.complaints(path))
    assert bool(found) == bool(complaint)
    assert complaint is None or complaint in found[0]
