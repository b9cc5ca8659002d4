"""Make a template database warm: build the asset bundles, so that tests do not.

Bundles that a browser test builds are rolled back with the test, and built again by the next.
"""

import sys

import odoo.cli  # noqa: F401  (sets Odoo up for a plain script)
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config


def main(database):
    config.parse_config(["--database", database, "--no-http", "--log-level=error"])
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        env["ir.qweb"]._pregenerate_assets_bundles()


if __name__ == "__main__":
    main(sys.argv[1])
