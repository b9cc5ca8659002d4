"""The house rules that no linter knows: sizes, and what must never stand in a committed file."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40

# Addresses of package mirrors and registries belong to the machine's own configuration, and
# folders of one machine to nobody. Written in pieces, so that this file passes its own check.
FORBIDDEN = {
    "a package mirror or registry": re.compile(
        "|".join(
            (
                r"deb\." + r"debian\.org",
                r"archive\." + r"ubuntu\.com",
                r"pypi\." + r"org",
                r"pythonhosted" + r"\.org",
                r"registry\." + r"npmjs",
                r"nightly\." + r"odoo\.com",
            )
        )
    ),
    "an absolute path of one machine": re.compile(
        r"(?<![\w.}])/(?:" + "|".join(("work/", "root/", "home/", "Users/")) + r")[\w.-]+"
    ),
}
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".pdf", ".xlsx", ".ttf", ".woff", ".woff2"}


def tracked_files(paths):
    """Tracked files, and those that the next commit may take."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", "--", *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def forbidden_strings(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in FORBIDDEN.items():
            if found := pattern.search(line):
                yield f"{path}:{number}: {what}: {found.group()}"


def sizes(path, text):
    """Length limits for the code itself; a test may tell a long story."""
    if path.suffix != ".py" or "tests" in path.parts:
        return
    lines = text.count("\n")
    if lines > MAX_FILE_LINES:
        yield f"{path}: {lines} lines, more than {MAX_FILE_LINES}: two subjects in one file?"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                limit = f"more than {MAX_FUNCTION_LINES}"
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, {limit}"


def complaints(path):
    if path.suffix in BINARY:
        return
    text = path.read_text(errors="replace")
    name = path.relative_to(ROOT)
    yield from forbidden_strings(name, text)
    try:
        yield from sizes(name, text)
    except SyntaxError as error:
        yield f"{name}:{error.lineno}: {error.msg}"


def main(paths):
    found = [line for path in tracked_files(paths or ["."]) for line in complaints(path)]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
