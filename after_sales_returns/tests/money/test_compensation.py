from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .payment_common import PaymentCase


@tagged("post_install", "-at_install")
class TestCompensation(PaymentCase):
    """Money beyond the price: capped by the policy, approved, on a line and account of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.policy.write({"active": True, "compensation_percent_max": 20.0})
        cls.company._setup_compensation()
        cls.product = cls.company.after_sales_compensation_product_id
        cls.account = cls.product.property_account_expense_id
        cls.before = cls._booked()

    def _decided(self, sale=None, quantities=None, user=None, line_vals=None, **vals):
        sale = sale or self._sell((self.shirt, 2), pay=True)
        order = self._received(sale, quantities, line_vals=line_vals or {})
        parts = order.action_sort()
        parts.write({"grade_id": self.grade_a.id})
        parts.with_user(user or self.clerk).write(
            {"compensation_reason": "Trip to the shop", **vals}
        )
        parts.action_decide()
        return parts

    @classmethod
    def _booked(cls):
        lines = cls.env["account.move.line"].search(
            [("account_id", "=", cls.account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def _spent(self):
        """What the test gave beyond the price, by the books."""
        return round(self._booked() - self.before, 2)

    def test_on_a_line_and_account_of_its_own(self):
        """Two shirts at 100 and 10 % tax back, and 30 beyond: 250, of which 30 is an expense."""
        parts = self._decided(compensation_amount=30.0)
        parts.with_user(self.manager).action_approve_compensation()
        parts.with_user(self.clerk).action_settle()
        note = parts.return_id.refund_ids
        self.assertRecordValues(note, [{"amount_untaxed": 230.0, "amount_tax": 20.0}])
        line = note.invoice_line_ids.filtered(lambda one: one.product_id == self.product)
        self.assertRecordValues(
            line, [{"balance": 30.0, "account_id": self.account.id, "tax_ids": []}]
        )
        self.assertIn("Trip to the shop", line.name)
        self.assertEqual(parts.return_id.amount_to_pay, 250.0)
        self.assertEqual(parts.amount_refund, 200.0, "the price is told apart")
        self.assertEqual(self._spent(), 30.0)

    def test_policy_says_how_much(self):
        """20 % of 2 × 100 is 40."""
        parts = self._decided()
        self.assertEqual(parts.compensation_max, 40.0)
        parts.compensation_amount = 40.0
        with self.assertRefused(r"41.00 of compensation .* Thirty days allows .*40.00, 20 %"):
            parts.compensation_amount = 41.0

    def test_policy_without_compensation_allows_none(self):
        self.policy.compensation_percent_max = 0.0
        parts = self._decided()
        with self.assertRefused("Thirty days allows nothing beyond the price"):
            parts.compensation_amount = 0.01

    def test_cap_is_that_of_the_request(self):
        """As with every verdict, what the policy says later changes nothing."""
        parts = self._decided()
        self.policy.compensation_percent_max = 50.0
        with self.assertRefused("allows .*40.00"):
            parts.compensation_amount = 60.0

    def test_more_than_the_price(self):
        """Three times the price, as the law of China gives for fraud (消费者权益保护法 55)."""
        self.policy.compensation_percent_max = 300.0
        parts = self._decided(self._sell((self.shirt, 1), pay=True), compensation_amount=300.0)
        parts.with_user(self.manager).action_settle()
        self.assertEqual(parts.return_id.refund_ids.amount_untaxed, 400.0)

    def test_over_all_returns_of_what_was_sold(self):
        """A unit comes back, is sent back, and comes again: 20 for it in all, not 20 each."""
        sale = self._sell((self.shirt, 1), pay=True)
        first = self._decided(sale, compensation_amount=15.0, route="send_back", resolution="none")
        first.with_user(self.manager).action_settle()
        self._validate(first.move_ids.picking_id)
        self.assertEqual(first.return_id.stage, "closed")
        second = self._decided(sale)
        with self.assertRefused(r"21.00 of compensation with .*, .* allows .*20.00"):
            second.compensation_amount = 6.0
        second.compensation_amount = 5.0
        second.with_user(self.manager).action_settle()
        self.assertEqual(self._spent(), 20.0)

    def test_each_return_has_its_own_part(self):
        """One of two comes back: 20 for it, though the line's 40 are untouched."""
        sale = self._sell((self.shirt, 2), pay=True)
        parts = self._decided(sale, {self.shirt: 1}, compensation_amount=20.0)
        with self.assertRefused("allows .*20.00"):
            parts.compensation_amount = 21.0

    def test_cancelled_proposal_frees_the_cap(self):
        sale = self._sell((self.shirt, 1), pay=True)
        parts = self._decided(sale, compensation_amount=20.0)
        parts.action_cancel()
        self.assertFalse(parts.line_id._compensations())

    # Who ------------------------------------------------------------------------------------

    def test_clerk_proposes_and_a_manager_approves(self):
        parts = self._decided(compensation_amount=30.0)
        self.assertRecordValues(
            parts,
            [{"compensation_user_id": self.clerk.id, "compensation_approver_id": False}],
        )
        with self.assertRefused("compensation of .*30.00 is proposed. Ask a manager"):
            parts.with_user(self.clerk).action_settle()
        with self.assertRaises(AccessError):
            parts.with_user(self.clerk).action_approve_compensation()
        parts.with_user(self.manager).action_approve_compensation()
        self.assertEqual(parts.compensation_approver_id, self.manager)
        parts.with_user(self.clerk).action_settle()
        self.assertEqual(self._spent(), 30.0)

    def test_deciding_on_nothing_pays_nothing_that_is_not_approved(self):
        """What gives nothing is settled as soon as it is decided: not so a compensation."""
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._received(sale)
        parts = order.action_sort().with_user(self.clerk)
        parts.write(
            {
                "route": "keep",
                "resolution": "none",
                "compensation_amount": 20.0,
                "compensation_reason": "Late",
            }
        )
        parts.action_decide()
        self.assertEqual(parts.state, "decided")
        with self.assertRefused("Ask a manager"):
            parts.action_settle()
        self.assertEqual(self._spent(), 0.0)
        parts.with_user(self.manager).action_settle()
        self.assertEqual((parts.state, self._spent()), ("settled", 20.0))

    def test_no_other_way_pays_what_is_not_approved(self):
        parts = self._decided(compensation_amount=30.0)
        with self.assertRefused("Ask a manager"):
            parts.with_user(self.clerk).sudo()._do_settle()

    def test_raised_proposal_is_approved_anew(self):
        parts = self._decided(compensation_amount=30.0)
        parts.with_user(self.manager).action_approve_compensation()
        parts.with_user(self.clerk).compensation_amount = 35.0
        self.assertFalse(parts.compensation_approver_id)

    def test_manager_who_proposes_or_settles_approves(self):
        parts = self._decided(compensation_amount=30.0, user=self.manager)
        self.assertEqual(parts.compensation_approver_id, self.manager)
        other = self._decided(compensation_amount=30.0)
        other.with_user(self.manager).action_settle()
        self.assertEqual(other.compensation_approver_id, self.manager)

    def test_nobody_approves_by_writing(self):
        parts = self._decided(compensation_amount=30.0)
        with self.assertRefused("follows its buttons"):
            parts.with_user(self.clerk).write({"compensation_approver_id": self.manager.id})

    def test_reason_is_asked_for(self):
        parts = self._decided()
        with self.assertRefused("write what the compensation is for"):
            parts.write({"compensation_amount": 10.0, "compensation_reason": " "})

    def test_settled_stays(self):
        parts = self._decided(compensation_amount=30.0, user=self.manager)
        parts.action_settle()
        with self.assertRefused("too late"):
            parts.compensation_amount = 10.0

    def test_policy_does_not_pay_it_alone(self):
        self.policy.decision = "automatic"
        parts = self._decided(compensation_amount=30.0)
        self.assertEqual(parts.state, "decided")
        self.assertEqual(self._spent(), 0.0)

    # However the return ends ------------------------------------------------------------------

    def test_without_a_credit_note(self):
        """Goods that are sent back, a swap, an order not invoiced: a note for it alone."""
        cases = {
            "sent back": ({"route": "send_back", "resolution": "none"}, {}, True),
            "swap": ({"resolution": "exchange"}, {"resolution": "exchange"}, True),
            "not invoiced": ({}, {}, False),
        }
        for name, (vals, line_vals, invoice) in cases.items():
            with self.subTest(name):
                sale = self._sell((self.shirt, 1), pay=invoice, invoice=invoice)
                parts = self._decided(
                    sale, line_vals=line_vals, compensation_amount=20.0, user=self.manager, **vals
                )
                parts.action_settle()
                order = parts.return_id
                self.assertRecordValues(
                    order.refund_ids, [{"amount_total": 20.0, "amount_residual": 20.0}]
                )
                self.assertEqual(order.amount_to_pay, 20.0)
                self.assertIn(order.refund_ids, self._refunds_to_pay())

    def test_unpaid_invoice_is_lowered(self):
        sale = self._sell((self.shirt, 1))
        parts = self._decided(
            sale,
            compensation_amount=20.0,
            user=self.manager,
            route="send_back",
            resolution="none",
        )
        parts.action_settle()
        self.assertEqual(
            sale.invoice_ids.filtered("invoice_line_ids.sale_line_ids").amount_residual, 90.0
        )

    def test_store_credit(self):
        self.company._setup_store_credit()
        parts = self._decided(
            compensation_amount=30.0, user=self.manager, resolution="store_credit"
        )
        parts.action_settle()
        self.assertEqual(parts.return_id.ewallet_ids.points, 250.0)

    def test_exchange(self):
        """A shirt for a shoe at 88 with tax, and 20 beyond: 110 + 20 - 88 owed."""
        parts = self._decided(
            self._sell((self.shirt, 1), pay=True),
            line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id},
            compensation_amount=20.0,
            user=self.manager,
        )
        parts.action_settle()
        self.assertEqual(parts.return_id.amount_to_pay, 42.0)

    def test_without_receipt(self):
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "product_id": self.shirt.id,
                            "quantity": 1.0,
                            "price_paid_unit": 50.0,
                            "reason_id": self.reason.id,
                            "resolution": "refund",
                        }
                    )
                ],
            }
        )
        self._approve(order)
        self._receive(order)
        parts = order.action_sort()
        parts.grade_id = self.grade_a
        with self.assertRefused("no policy allows nothing beyond the price"):
            parts.write({"compensation_amount": 5.0, "compensation_reason": "Gesture"})

    def test_cancelled_note_is_paid_again_once(self):
        order = self._received(self._sell((self.shirt, 2), pay=True))
        order.action_sort().action_split()
        parts = order.disposition_ids
        parts.write(
            {
                "grade_id": self.grade_a.id,
                "compensation_amount": 10.0,
                "compensation_reason": "Late",
            }
        )
        parts.action_decide()
        parts[0].action_settle()
        order.refund_ids.button_draft()
        order.refund_ids.button_cancel()
        self.assertEqual(self._spent(), 0.0)
        order.action_settle()
        self.assertEqual(self._spent(), 20.0)

    def test_split_leaves_it_on_one(self):
        order = self._received(self._sell((self.shirt, 3), pay=True))
        parts = order.action_sort()
        parts.write({"compensation_amount": 20.0, "compensation_reason": "Late"})
        parts.action_split()
        self.assertEqual(sum(order.disposition_ids.mapped("compensation_amount")), 20.0)

    def test_refunds_and_compensation_have_caps_of_their_own(self):
        """A foreign note cannot use what the policy allows beyond the price."""
        sale = self._sell((self.shirt, 1), pay=True)
        parts = self._decided(sale, compensation_amount=20.0, user=self.manager)
        parts.action_settle()
        invoice = sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        note = invoice._reverse_moves()
        note.invoice_line_ids.price_unit = 1.0
        with self.assertRefused("would be credited|would be given back"):
            note.action_post()

    def test_taxes_of_the_product(self):
        """Where the law taxes it, the product says so: 20 and 10 % tax."""
        self.product.taxes_id = self.tax
        parts = self._decided(compensation_amount=20.0, user=self.manager)
        parts.action_settle()
        line = parts.refund_line_ids.filtered(lambda one: one.product_id == self.product)
        self.assertRecordValues(line, [{"price_subtotal": 20.0, "price_total": 22.0}])

    def test_product_is_made_once_for_each_company(self):
        self.assertEqual(self.product.taxes_id, self.env["account.tax"])
        self.company._setup_compensation()
        self.assertEqual(self.company.after_sales_compensation_product_id, self.product)
