import base64
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.common import PIXEL

from ..drop_off.common import TakeInCase


@tagged("post_install", "-at_install")
class TestWithdrawalAtTheTill(TakeInCase):
    """An order of the web shop is withdrawn from at a till: what the cashier grades down needs
    words and a photo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source = cls.env["after.sales.source"].create({"name": "CRD Art. 14(2)"})
        cls.policy.write({"statutory": True, "withdrawal": True, "deduction_source_id": source.id})
        cls.grade_c = cls.env.ref("after_sales_returns.grade_c")
        cls.grade_c.refund_percent = 70.0
        cls.web = cls._sell((cls.shirt, 2), pay=True)

    def _graded_down(self, **more):
        return self._wish(self.web.order_line, 1.0, grade_id=self.grade_c.id, **more)

    def _photograph(self, ticket, wish):
        self._open(self.till)
        till = self._as_cashier(self.till)
        till.after_sales_reserve(ticket, [wish])
        till.after_sales_add_photo(
            ticket, wish["key"], "stain.png", base64.b64encode(PIXEL).decode()
        )

    def test_as_new_needs_none(self):
        refund = self._pay_back(self.till, self._wish(self.web.order_line, 1.0))
        self.assertAlmostEqual(refund.amount_total, -110.0)

    def test_less_needs_words_and_a_photo(self):
        self._open(self.till)
        for more in ({}, {"description": "Stained."}, {"description": "Stained.", "photos": 1}):
            with self.subTest(more=more):
                wish = self._graded_down(**more)
                words = r"withdrew and gets all back \(CRD Art. 14\(2\)\)"
                till = self._as_cashier(self.till)
                problems = till.after_sales_evaluate("T-1", [wish])[wish["key"]]["problems"]
                self.assertRegex(" ".join(problems), words)
                with self.assertRaisesRegex(UserError, words):
                    self._pay_back(self.till, wish)
                credit = {**wish, "resolution": "store_credit"}
                with self.assertRaisesRegex(UserError, words):
                    self._drop_off(self.till, credit)

    def test_with_both_it_is_paid_and_kept(self):
        ticket, wish = str(uuid4()), self._graded_down(description="Stained.", photos=1)
        self._photograph(ticket, wish)
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        refund = self._sync(self.till, self._return_data(self.till, quote, [wish], ticket))
        self.assertAlmostEqual(refund.amount_total, -77.0)
        part = refund.after_sales_return_ids.disposition_ids
        self.assertRecordValues(part, [{"reduction_reason": "Stained.", "refund_percent": 70.0}])
        self.assertEqual(len(part.reduction_evidence_ids), 1)

    def test_store_credit_keeps_them_too(self):
        ticket = str(uuid4())
        wish = self._graded_down(description="Stained.", photos=1, resolution="store_credit")
        self._photograph(ticket, wish)
        part = self._taken(self._drop_off(self.till, wish, ticket=ticket)).disposition_ids
        self.assertRecordValues(part, [{"reduction_reason": "Stained.", "refund_percent": 70.0}])
        self.assertTrue(part.reduction_evidence_ids)
