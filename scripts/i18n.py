"""Translation files of the suite: export the .pot, merge the .po, report what is missing.

./dev i18n              writes both
./dev i18n --suggest    also fills gaps with what Odoo's own addons say for the same term
./dev i18n --check      writes nothing, fails on gaps
"""

import argparse
import io
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_CN", "zh_TW")
# Where a term of ours is most likely to mean the same; the first one that has it wins.
SUGGESTING_ADDONS = ("mail", "portal", "rating", "sale", "stock", "loyalty", "product", "base")
# A date of export would change the file on every run.
UNSTABLE_HEADERS = ("POT-Creation-Date", "PO-Revision-Date")


def missing_terms(po_path, pot_path):
    """The source terms of the template that the translation lacks or has only as fuzzy."""
    done = {entry.msgid for entry in _read(po_path) if entry.translated()}
    return [entry.msgid for entry in _read(pot_path) if entry.msgid not in done]


def stale_terms(pot_path, exported):
    """What the template has and the code no longer does, or the other way round."""
    committed = {entry.msgid for entry in _read(pot_path)}
    return sorted(committed ^ {entry.msgid for entry in exported})


def merge(po_path, template, language):
    """The translation with exactly the template's terms, comments and order."""
    known = {entry.msgid: entry for entry in _read(po_path)}
    merged = polib.POFile(wrapwidth=100)
    merged.header = template.header
    merged.metadata = {
        **template.metadata,
        "Language": language,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for entry in template:
        before = known.get(entry.msgid)
        merged.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=before.msgstr if before else "",
                flags=sorted({*entry.flags, *(before.flags if before else ())}),
                comment=entry.comment,
                tcomment=before.tcomment if before else "",
                occurrences=entry.occurrences,
            )
        )
    return merged


def export(database, addon):
    """The addon's template as Odoo exports it from a database that has it installed."""
    import odoo.cli  # noqa: F401  (sets Odoo up for a plain script)
    from odoo.api import SUPERUSER_ID, Environment
    from odoo.modules.registry import Registry
    from odoo.tools import config
    from odoo.tools.translate import trans_export

    config.parse_config(["--database", database, "--no-http", "--log-level=error"])
    buffer = io.BytesIO()
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        # Odoo goes on without the demo data of which a record fails; its words would be lost.
        if not env["ir.module.module"].search([("name", "=", addon)]).demo:
            sys.exit(f"{addon}: its demo data did not install; ./dev db NAME shows why")
        trans_export(False, [addon], buffer, "po", env)
    template = polib.pofile(buffer.getvalue().decode(), wrapwidth=100)
    for header in UNSTABLE_HEADERS:
        template.metadata.pop(header, None)
    return template


def suggest(catalog, language):
    """Fill gaps with Odoo's own words, such as for the fields that mail.thread brings."""
    import odoo.addons

    known = {}
    for addon in reversed(SUGGESTING_ADDONS):
        files = (Path(path) / addon / "i18n" / f"{language}.po" for path in odoo.addons.__path__)
        for entry in _read(next(filter(Path.is_file, files), "")):
            if entry.translated():
                known[entry.msgid] = entry.msgstr
    for entry in catalog.untranslated_entries():
        entry.msgstr = known.get(entry.msgid, "")
    return catalog


def update(addon_path, exported, with_suggestions=False):
    folder = addon_path / "i18n"
    folder.mkdir(exist_ok=True)
    _write(exported, folder / f"{addon_path.name}.pot")
    for language in LANGUAGES:
        path = folder / f"{language}.po"
        merged = merge(path, exported, language)
        _write(suggest(merged, language) if with_suggestions else merged, path)
        gaps = len(missing_terms(path, folder / f"{addon_path.name}.pot"))
        print(f"{addon_path.name}: {len(exported)} terms, {gaps} missing in {language}")


def gaps(addon_path, exported):
    """One line for each thing that keeps the addon from being fully translated."""
    pot = addon_path / "i18n" / f"{addon_path.name}.pot"
    for term in stale_terms(pot, exported):
        yield f"{pot.name} is not what the code says (./dev i18n): {term!r}"
    for language in LANGUAGES:
        for term in missing_terms(addon_path / "i18n" / f"{language}.po", pot):
            yield f"{addon_path.name}: not in {language}: {term!r}"


def _read(path):
    return polib.pofile(str(path)) if Path(path).is_file() else polib.POFile()


def _write(catalog, path):
    text = str(catalog).rstrip("\n") + "\n"
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev i18n")
    parser.add_argument("--database", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on gaps")
    parser.add_argument("--suggest", action="store_true", help="fill gaps with Odoo's own words")
    parser.add_argument("addons", nargs="*", help="default: all of the suite")
    options = parser.parse_args(arguments)
    names = options.addons or [path.parent.name for path in sorted(ROOT.glob("*/__manifest__.py"))]
    found = []
    for name in names:
        exported = export(options.database, name)
        if options.check:
            found += gaps(ROOT / name, exported)
        else:
            update(ROOT / name, exported, options.suggest)
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
