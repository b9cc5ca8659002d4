"""What the documents say of the code is true."""

import re
import subprocess
import sys

LINK = re.compile(r"\[[^\]]*\]\((?!https?://)([^)#\s]+)")
ROOM_FILE = re.compile(r"`([a-z_]+/[a-z_]+\.py)`")


def test_pictures_of_the_architecture_are_drawn_from_the_code(root):
    done = subprocess.run(
        [sys.executable, "scripts/architecture.py", "--check"],
        cwd=root, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_lead_somewhere(root):
    pages = [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("after_sales_*/*.md")]
    broken = [
        f"{page.relative_to(root)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text())
        if not (page.parent / link).exists()
    ]
    assert not broken


def test_files_that_the_readme_names_are_there(root):
    named = ROOM_FILE.findall((root / "README.md").read_text())
    assert named
    assert not [name for name in named if not list(root.glob(f"after_sales_*/models/{name}"))]


def test_every_addon_has_its_licence(root):
    licence = (root / "LICENSE").read_text()
    for manifest in root.glob("*/__manifest__.py"):
        assert '"license": "LGPL-3"' in manifest.read_text(), manifest
        assert (manifest.parent / "LICENSE").read_text() == licence, manifest
