import base64
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.common import PIXEL

from ..drop_off.common import TakeInCase


@tagged("post_install", "-at_install")
class TestRejectOfAPresumedFault(TakeInCase):
    """A till that refuses a fault proves that it came from use: words and a photo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fault = cls.env.ref("after_sales_returns.reason_quality")
        cls.fault.photo_required = False
        cls.policy.presumption_ids = [Command.create({"months": 12})]

    def _rejected(self, line, ticket=None, **more):
        vals = {"reason_id": self.fault.id, "resolution": "reject", **more}
        return self._drop_off(self.till, self._wish(line, **vals), ticket=ticket)

    def _photographed(self, line, ticket):
        """:return: the key of a wish of which the cashier took a photo"""
        self._open(self.till)
        wish = self._wish(line, reason_id=self.fault.id, resolution="reject")
        till = self._as_cashier(self.till)
        till.after_sales_reserve(ticket, [wish])
        data = base64.b64encode(PIXEL).decode()
        till.after_sales_add_photo(ticket, wish["key"], "seam.png", data)
        return wish["key"]

    def test_verdict_says_so(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, reason_id=self.fault.id)
        answers = self._as_cashier(self.till).after_sales_evaluate("T-1", [wish])[wish["key"]]
        self.assertIn("it is presumed that the defect was there", answers["verdict_reason"])

    def test_words_and_photo_are_needed(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        for more in (
            {"description": "Torn at a fence."},
            {"photos": 1},
            # What the screen says of photos is not enough.
            {"description": "Torn at a fence.", "photos": 1},
        ):
            with self.subTest(more=more), self.assertRaisesRegex(UserError, "it is presumed"):
                self._rejected(sale.lines, **more)

    def test_with_both_it_is_refused_and_kept(self):
        ticket = str(uuid4())
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        key = self._photographed(sale.lines, ticket)
        words = {"description": "Torn at a fence.", "photos": 1, "key": key}
        order = self._taken(self._rejected(sale.lines, ticket, **words))
        self.assertRecordValues(order, [{"state": "refused"}])
        self.assertEqual(order.line_ids.refusal_reason, "Torn at a fence.")
        self.assertEqual(len(order.line_ids.refusal_evidence_ids), 1)

    def test_what_was_asked_for_before(self):
        self._create_users()
        ticket = str(uuid4())
        sale = self._sell((self.shirt, 1))
        order = self._create_return(sale, line_vals={"reason_id": self.fault.id})
        order.action_request()
        key = self._photographed(order.line_ids, ticket)
        with self.assertRaisesRegex(UserError, "it is presumed"):
            self._rejected(order.line_ids, description="Torn at a fence.")
        self._rejected(order.line_ids, ticket, description="Torn at a fence.", photos=1, key=key)
        self.assertEqual(order.state, "refused")
        self.assertTrue(order.line_ids.refusal_evidence_ids)

    def test_late_ones_need_none(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=60)
        order = self._taken(self._rejected(sale.lines))
        self.assertEqual(order.state, "refused")
        self.assertTrue(order.line_ids.presumed_until)
