"""Make a template database warm: build the asset bundles, so that tests do not.

Bundles that a browser test builds are rolled back with the test, and built again by the next.
The base layer builds them all; the suite's layer only those that the suite's files change.
"""

import re
import sys

import odoo.cli  # noqa: F401  (sets Odoo up for a plain script)
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config

# Large, slow to compile, and asked for by few pages or none that a test opens.
SKIPPED_BUNDLES = re.compile(r"_dark|_debug|qunit|unit_tests|tests_assets|customer_display|api_doc")


def build_bundles(env):
    qweb = env["ir.qweb"]
    scripts, styles = qweb._get_bundles_to_pregenarate()
    for name in sorted(scripts | styles):
        if not SKIPPED_BUNDLES.search(name):
            bundle = qweb._get_asset_bundle(name, css=name in styles, js=name in scripts)
            if name in scripts:
                bundle.js()
            if name in styles:
                bundle.css()


def main(database):
    config.parse_config(["--database", database, "--no-http", "--log-level=error"])
    with Registry(database).cursor() as cr:
        build_bundles(Environment(cr, SUPERUSER_ID, {}))


if __name__ == "__main__":
    main(sys.argv[1])
