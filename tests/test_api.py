"""The API examples of docs/api.md, run as they stand there."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME
from odoo.tools import mute_logger

TEXT = (Path(__file__).parent.parent / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
(XML_RPC,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
# The server finds the test's transaction by a cookie, which an example does not send.
WITH_COOKIE = """
import os, xmlrpc.client
from functools import partial
cookie = [("Cookie", os.environ["COOKIE"])]
xmlrpc.client.ServerProxy = partial(xmlrpc.client.ServerProxy, headers=cookie)
"""


@tagged("post_install", "-at_install")
class TestApi(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        user = new_test_user(
            cls.env, "api_clerk", groups="after_sales_returns.group_after_sales_user"
        )
        cls.user = user
        cls.key = (
            cls.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
        )
        product = cls.env["product.product"].create({"name": "Kettle", "is_storable": True})
        cls.partner = cls.env["res.partner"].create({"name": "Noor Haddad"})
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "order_line": [(0, 0, {"product_id": product.id, "product_uom_qty": 3})],
            }
        )
        order.action_confirm()
        order.picking_ids.move_ids.write({"quantity": 3, "picked": True})
        order.picking_ids.button_validate()
        cls.line = order.order_line

    def _run(self, example, **variables):
        """Run an example with ``variables`` in its environment; return the parsed answer."""
        command = example.replace("curl ", f"curl --cookie {self._cookie()} ")
        return json.loads(self._output(["sh", "-c", command], **variables))

    def _cookie(self):
        return f"{TEST_CURSOR_COOKIE_NAME}={self.http_request_key}"

    def _output(self, command, **variables):
        done = subprocess.run(
            command,
            check=False,
            stdout=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "ODOO_URL": self.base_url(),
                "ODOO_DB": self.env.cr.dbname,
                "ODOO_USER_ID": str(self.user.id),
                "ODOO_API_KEY": self.key,
                "COOKIE": self._cookie(),
                **{name: str(value) for name, value in variables.items()},
            },
        )
        return done.stdout

    def _create(self, **variables):
        variables = {"PARTNER_ID": self.partner.id, "SALE_LINE_ID": self.line.id, **variables}
        with self.allow_requests(all_requests=True):
            return self._run(EXAMPLES[0], **variables)

    def test_create_request_and_read(self):
        (return_id,) = self._create()
        with self.allow_requests(all_requests=True):
            self.assertIs(self._run(EXAMPLES[1], RETURN_ID=return_id), True)
            (record,) = self._run(EXAMPLES[2], RETURN_ID=return_id)
        self.assertEqual(record["name"], self.env["after.sales.return"].browse(return_id).name)
        self.assertIn(record["stage"], ("requested", "awaiting_goods"))
        self.line.invalidate_recordset()
        self.assertEqual(self.line.qty_claimed, 2.0)

    def test_the_same_request_twice_is_one_return(self):
        first, second = self._create(), self._create()
        self.assertEqual(first, second)
        self.line.invalidate_recordset()
        self.assertEqual(len(self.line.after_sales_line_ids), 1)
        stranger = self.env["res.partner"].create({"name": "Somebody Else"})
        answer = self._create(PARTNER_ID=stranger.id)
        self.assertRegex(answer["message"], r"SHOP-1001 belongs to RMA.* of Noor Haddad")

    def test_over_xml_rpc(self):
        with self.allow_requests(all_requests=True), mute_logger("odoo.addons.rpc"):
            answer = self._output(
                [sys.executable, "-c", WITH_COOKIE + XML_RPC],
                PARTNER_ID=self.partner.id,
                SALE_LINE_ID=self.line.id,
            )
        order = self.env["after.sales.return"].search([("caller_reference", "=", "SHOP-1002")])
        self.assertEqual(len(order), 1)
        self.assertEqual(answer.split(), [order.name, order.stage])

    def test_refusal_is_a_sentence(self):
        stranger = self.env["res.partner"].create({"name": "Somebody Else"})
        answer = self._create(PARTNER_ID=stranger.id)
        self.assertRegex(answer["message"], r"was sold to Noor Haddad, not to Somebody Else")
        self.assertFalse(self.line.after_sales_line_ids)
