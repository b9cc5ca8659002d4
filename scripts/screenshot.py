"""A picture of a page of a running Odoo, as the README shows it: ./dev screenshot PAGE FILE

Logs in over HTTP, hands the session to headless Chromium and waits until the page is quiet.
"""

import argparse
import base64
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
import websocket

CHROMIUM = ("chromium", "google-chrome", "chromium-browser")
# The page is done when nothing of it is loading any more; the web client shows when it is.
READY = """document.readyState === "complete"
    && !document.querySelector(".o_loading_indicator, .o_blockUI, .o_view_nocontent_loading")
    && !!document.querySelector(".o_action_manager > *, main, #wrapwrap, .pos-content > *")"""


class Page:
    """The few calls of Chromium's debugging protocol that a picture needs."""

    def __init__(self, profile, width, height):
        executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
        if not executable:
            sys.exit("screenshot: Chromium is missing")
        self.process = subprocess.Popen(
            [
                executable, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--remote-debugging-port=0", f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.numbers = itertools.count(1)
        port = self._port(Path(profile) / "DevToolsActivePort")
        tabs = requests.get(f"http://127.0.0.1:{port}/json/list", timeout=10).json()
        address = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
        self.socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=int(width), height=int(height), deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    @staticmethod
    def _port(file):
        for _attempt in range(100):
            if file.is_file() and file.stat().st_size > 5:
                return file.read_text().split()[0]
            time.sleep(0.1)
        sys.exit("screenshot: Chromium does not start")

    def call(self, method, **params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    sys.exit(f"screenshot: {method}: {answer['error']['message']}")
                return answer["result"]

    def open(self, url, session):
        self.call("Network.setCookie", name="session_id", value=session, url=url)
        self.call("Page.navigate", url=url)
        for _attempt in range(300):
            time.sleep(0.2)
            if self.call("Runtime.evaluate", expression=READY)["result"].get("value"):
                time.sleep(1.5)  # images and animations
                return
        sys.exit(f"screenshot: {url} is not ready after a minute")

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)


def log_in(site, database, login):
    answer = requests.post(
        f"{site}/web/session/authenticate",
        json={"params": {"db": database, "login": login, "password": login}},
        timeout=120,
    )
    if "error" in answer.json():
        sys.exit(f"screenshot: {login} cannot log in to {database}")
    return answer.cookies["session_id"]


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev screenshot")
    parser.add_argument("--site", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--database", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--login", default="admin", help="whose password is the same word")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("page", help="such as /odoo/sales")
    parser.add_argument("file", type=Path, help="the PNG to write")
    options = parser.parse_args(arguments)
    session = log_in(options.site, options.database, options.login)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        page = Page(profile, *options.size.split("x"))
        try:
            page.open(options.site + options.page, session)
            picture = page.call("Page.captureScreenshot", format="png")["data"]
        finally:
            page.close()
    options.file.parent.mkdir(parents=True, exist_ok=True)
    options.file.write_bytes(base64.b64decode(picture))


if __name__ == "__main__":
    main(sys.argv[1:])
