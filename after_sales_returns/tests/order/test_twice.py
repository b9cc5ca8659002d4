from odoo.fields import Command
from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestSentTwice(AfterSalesCommon):
    """The same request sent twice, after a timeout, gives the same return order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.line = cls._sell((cls.shirt, 5)).order_line
        cls.returns = cls.env["after.sales.return"]

    def _vals(self, reference="A-1", **vals):
        line = {"sale_line_id": self.line.id, "quantity": 1}
        return {
            "partner_id": self.customer.id,
            "channel": "api",
            "caller_reference": reference,
            "line_ids": [Command.create(line)],
            **vals,
        }

    def _send(self, *vals_list, user=None):
        return self.returns.with_user(user or self.clerk).create(list(vals_list))

    def test_again_gives_the_same(self):
        first = self._send(self._vals())
        self._approve(first.sudo())
        self._receive(first.sudo())
        self.assertEqual(self._send(self._vals()), first)
        self.assertEqual(len(self.line.after_sales_line_ids), 1)
        self.assertEqual(first.sudo().stage, "to_sort")

    def test_a_batch_in_part_known(self):
        first = self._send(self._vals())
        batch = self._send(self._vals("A-2"), self._vals(), self._vals("A-2"), self._vals(False))
        self.assertEqual(batch[1], first)
        self.assertEqual(batch[0], batch[2])
        self.assertEqual(len(set(batch.ids)), 3)

    def test_another_caller_company_or_reference_is_another_request(self):
        first = self._send(self._vals())
        self.assertNotEqual(self._send(self._vals(), user=self.manager), first)
        self.assertNotEqual(self._send(self._vals(" A-3 ")), first)
        self.assertEqual(self._send(self._vals("A-3")).caller_reference, "A-3")

    def test_without_a_reference_nothing_is_compared(self):
        self.assertNotEqual(self._send(self._vals(False)), self._send(self._vals("  ")))

    def test_a_blank_reference_is_none(self):
        for blank in ("", "  "):
            with self.subTest(blank=blank):
                orders = self._send(self._vals(blank)) | self._send(self._vals(blank))
                self.assertEqual(len(orders), 2)
                self.assertEqual(set(orders.mapped("caller_reference")), {False})
        orders.sudo().write({"caller_reference": " "})
        self.assertEqual(set(orders.mapped("caller_reference")), {False})

    def test_two_customers_in_one_call_are_refused(self):
        other = self.env["res.partner"].create({"name": "Other"})
        with self.assertRefused("A-1 stands for requests of several customers.*Lena Fischer"):
            self._send(self._vals(), self._vals(partner_id=other.id, line_ids=[]))

    def test_the_company_of_the_context_counts(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.clerk.company_ids |= other
        first = self._send(self._vals())
        elsewhere = self.returns.with_user(self.clerk).with_context(
            default_company_id=other.id, allowed_company_ids=(self.company | other).ids
        )
        second = elsewhere.create([self._vals(line_ids=[])])
        self.assertNotEqual(second, first)
        self.assertEqual(second.company_id, other)
        self.assertEqual(elsewhere.create([self._vals(line_ids=[])]), second)

    def test_another_customer_is_refused(self):
        self._send(self._vals())
        other = self.env["res.partner"].create({"name": "Other"})
        with self.assertRefused("A-1 belongs to"):
            self._send(self._vals(partner_id=other.id, line_ids=[]))

    def test_a_copy_is_no_request_of_the_caller(self):
        self.assertFalse(self._send(self._vals()).copy().caller_reference)
