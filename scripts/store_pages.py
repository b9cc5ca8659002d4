"""The pictures of the addons' pages in an app store: ./dev store-pages [ADDON…]

Draws each ``icon.png`` from its ``icon.svg`` and takes the screenshots that ``index.html`` shows,
on a fresh database with the demo data. Who does what for each stands in ``store_shots.py``.
"""

import argparse
import base64
import io
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import requests
from manifests import suite_addons
from PIL import Image
from screenshot import Page, log_in
from store_shots import SHOTS

ROOT = Path(__file__).resolve().parent.parent
ICON_PIXELS = 128
MOST_BYTES = 150_000
RECORD = re.compile(r"\{(\w+\.\w+)(?::(\w+))?\}")
DO = """((act, css, text, value) => {
    const found = [...document.querySelectorAll(css)].find(
        (element) => element.checkVisibility() && element.textContent.includes(text)
    );
    if (!found || (act === "click" && found.disabled)) {
        return false;
    }
    if (act === "click") {
        found.click();
    } else if (act === "fill") {
        found.value = value;
        found.dispatchEvent(new Event("input", { bubbles: true }));
        found.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return true;
})"""
IMAGES = "[...document.images].every((image) => image.complete)"


class Site:
    """A running Odoo with the demo data, as its people see it in one browser."""

    def __init__(self, address, database, page):
        self.address = address
        self.database = database
        self.page = page
        self.sessions = {}

    def session(self, login):
        if login not in self.sessions:
            self.sessions[login] = log_in(self.address, self.database, login)
        return self.sessions[login]

    def call(self, login, model, method, *args):
        """Calls a method as ``login`` and returns what it does."""
        answer = requests.post(
            f"{self.address}/web/dataset/call_kw",
            json={"params": {"model": model, "method": method, "args": args, "kwargs": {}}},
            cookies={"session_id": self.session(login)},
            timeout=120,
        ).json()
        if "error" in answer:
            sys.exit(f"store-pages: {model}.{method}: {answer['error']['data']['message']}")
        return answer.get("result")

    def value(self, name, field="id"):
        """:param name: XML id of a record"""
        model, record = self.call(
            "admin", "ir.model.data", "check_object_reference", *name.split(".")
        )
        return self.call("admin", model, "read", [record], [field])[0][field]

    def fill_in(self, text):
        """Puts the records in place that a text of ``store_shots.py`` names."""
        return RECORD.sub(lambda found: str(self.value(found[1], found[2] or "id")), text)

    def take(self, shot):
        """:return: bytes, the picture as PNG"""
        resize(self.page, *shot.size)
        # Nobody stands at the till yet.
        self.page.call("Runtime.evaluate", expression="sessionStorage.clear()")
        self.page.open(self.address + self.fill_in(shot.page), self.session(shot.login))
        for step in shot.steps:
            arguments = ", ".join(json.dumps(self.fill_in(one)) for one in step)
            wait_for(self.page, f"{DO}({arguments})", f"{shot.name}: {step.css} {step.text}")
        wait_for(self.page, IMAGES, f"{shot.name}: an image")
        time.sleep(1)  # animations
        return capture(self.page)


def resize(page, width, height):
    page.call(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=height, deviceScaleFactor=1, mobile=False,
    )  # fmt: skip


def wait_for(page, expression, what):
    for _attempt in range(150):
        if page.call("Runtime.evaluate", expression=expression)["result"].get("value"):
            time.sleep(0.3)
            return
        time.sleep(0.2)
    sys.exit(f"store-pages: {what} is not there after half a minute")


def capture(page):
    return base64.b64decode(page.call("Page.captureScreenshot", format="png")["data"])


def prepare(site):
    """What people need for the pictures and the demo has not: a customer who logs in, tills that
    are open, and a manager with a PIN at one of them."""
    portal = [(6, 0, [site.value("base.group_portal")])]
    emma = site.value("after_sales_returns.demo_customer_emma")
    user = {"login": "emma", "password": "emma", "partner_id": emma, "group_ids": portal}
    site.call("admin", "res.users", "create", user)
    people = [{"name": "Grace Muller", "pin": "1234"}, {"name": "Tom Becker"}]
    manager, cashier = site.call("admin", "hr.employee", "create", people)
    employees = {
        "module_pos_hr": True,
        "advanced_employee_ids": [(6, 0, [manager])],
        "basic_employee_ids": [(6, 0, [cashier])],
    }
    mall = site.value("after_sales_pos.demo_till_mall")
    site.call("admin", "pos.config", "write", [mall], employees)
    for login, name in (("till1", "demo_till_flagship"), ("till2", "demo_till_mall")):
        till = f"after_sales_pos.{name}"
        site.call(login, "pos.config", "open_ui", [site.value(till)])
        session = site.value(till, "current_session_id")[0]
        site.call(login, "pos.session", "set_opening_control", [session], 300.0, "")


def small(picture):
    """:return: bytes, the picture in the 256 colours that a page of an application needs"""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    written = io.BytesIO()
    image.quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def draw_icon(page, folder):
    resize(page, ICON_PIXELS, ICON_PIXELS)
    page.call("Emulation.setDefaultBackgroundColorOverride", color=dict.fromkeys("rgba", 0))
    picture = quote((folder / "icon.svg").read_text())
    body = f'<body style="margin: 0"><img width="100%" src="data:image/svg+xml,{picture}"></body>'
    page.call("Page.navigate", url=f"data:text/html,{quote(body)}")
    wait_for(page, f"document.images.length && {IMAGES}", f"the icon of {folder}")
    (folder / "icon.png").write_bytes(capture(page))
    page.call("Emulation.setDefaultBackgroundColorOverride")


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev store-pages")
    parser.add_argument("--site", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--database", required=True, help=argparse.SUPPRESS)
    parser.add_argument("addons", nargs="*", metavar="ADDON", help="all of them without any")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        page = Page(profile, ICON_PIXELS, ICON_PIXELS)
        try:
            site = Site(options.site, options.database, page)
            prepare(site)
            for addon in options.addons or suite_addons():
                folder = ROOT / addon / "static" / "description"
                draw_icon(page, folder)
                for shot in SHOTS.get(addon, ()):
                    picture = small(site.take(shot))
                    if len(picture) > MOST_BYTES:
                        sys.exit(f"store-pages: {addon}: {shot.name} has {len(picture)} bytes")
                    (folder / f"{shot.name}.png").write_bytes(picture)
        finally:
            page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
