"""Every XML file is well-formed, and its record ids are written once per file."""

import sys
from collections import Counter
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent


def xml_files(paths):
    for path in map(Path, paths):
        if path.is_file():
            yield from [path] if path.suffix == ".xml" else []
            continue
        for found in sorted(path.rglob("*.xml")):
            if not any(part.startswith(".") for part in found.relative_to(path).parts):
                yield found


def complaints(path):
    try:
        tree = etree.parse(path)
    except etree.XMLSyntaxError as error:
        yield f"{path}: {error}"
        return
    ids = Counter(
        element.get("id")
        for element in tree.iter("record", "template", "menuitem")
        if element.get("id")
    )
    yield from (
        f"{path}: id {name} is used {count} times" for name, count in ids.items() if count > 1
    )


def main(paths):
    found = [line for path in xml_files(paths or [ROOT]) for line in complaints(path)]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
