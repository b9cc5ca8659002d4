import binascii
from pathlib import Path
from unittest.mock import patch

from odoo.tests.common import ChromeBrowser, get_db_name
from odoo.tools import config

# What a tour writes to the console to have its picture taken (see `picture` in the tours).
SIGNAL = "picture: "


def artefact_path(name):
    """Where the picture of this name is kept: beside Odoo's own screenshots of failed tests."""
    directory = Path(config["screenshots"]) / get_db_name() / "artefacts"
    directory.mkdir(parents=True, exist_ok=True)
    return directory / f"{name}.png"


def _take(browser, name):
    def save(future):
        artefact_path(name).write_bytes(binascii.a2b_base64(future.result(timeout=0)["data"]))

    # Called by the thread that reads the browser's messages: it must not wait for the answer.
    browser._websocket_send("Page.captureScreenshot", with_future=True).add_done_callback(save)


class ArtefactsMixin:
    """Tours that keep a picture of each step: a step logs ``picture: NAME``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        handle_console = ChromeBrowser._handle_console

        def take_pictures(browser, type, args=None, stackTrace=None, **kw):
            message = str(args[0].get("value", "")) if args else ""
            if message.startswith(SIGNAL):
                _take(browser, message.removeprefix(SIGNAL))
            return handle_console(browser, type, args=args, stackTrace=stackTrace, **kw)

        cls.startClassPatcher(patch.object(ChromeBrowser, "_handle_console", take_pictures))
