from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..money.common import RefundCase


@tagged("post_install", "-at_install")
class TestAccess(RefundCase):
    """Each role does its work to the end, and nothing beyond."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.store = cls.env["stock.warehouse"].create({"name": "Store Rome", "code": "ROME"})
        cls.store_user.after_sales_warehouse_ids = cls.store
        cls.sale = cls._sell((cls.shirt, 5))
        cls.order = cls._create_return(cls.sale, {cls.shirt: 1})
        cls.portal = new_test_user(cls.env, "asr_portal", groups="base.group_portal")
        cls.portal.partner_id.parent_id = cls.customer

    def _in_the_store(self, **vals):
        return self._create_return(self.sale, {self.shirt: 1}, warehouse_id=self.store.id, **vals)

    # Customer service ----------------------------------------------------------------------

    def test_clerk_creates_and_finishes_a_return(self):
        clerk = self.clerk.id
        order = (
            self.env["after.sales.return"]
            .with_user(clerk)
            .create(
                {
                    "partner_id": self.customer.id,
                    "line_ids": [
                        Command.create(
                            {"sale_line_id": self.sale.order_line.id, "reason_id": self.reason.id}
                        )
                    ],
                }
            )
        )
        order.action_request()
        order.action_approve()
        self._receive(order.sudo())
        parts = order.action_sort()
        parts.write({"grade_id": self.grade_a.id})
        parts.action_decide()
        order.action_settle()
        self.assertEqual(order.stage, "closed")
        self.assertEqual(order.sudo().refund_ids.state, "posted")

    def test_clerk_does_not_approve_against_the_policy(self):
        self.env["after.sales.policy"].create(
            {"name": "Nothing", "effect": "exclusion", "trigger": "order"}
        )
        order = self._create_return(self.sale, {self.shirt: 1})
        order.with_user(self.clerk).action_request()
        with self.assertRefused("Only a manager approves against the policy"):
            order.with_user(self.clerk).action_approve()
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.state, "approved")

    def _blind(self, user, price):
        return (
            self.env["after.sales.return"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.warehouse.id,
                    "line_ids": [
                        Command.create({"product_id": self.shirt.id, "price_paid_unit": price})
                    ],
                }
            )
        )

    def test_clerk_takes_nothing_back_without_receipt(self):
        with self.assertRefused("only a manager takes goods back without a receipt"):
            self._blind(self.clerk, 50.0).action_request()

    def test_manager_takes_goods_back_without_receipt(self):
        order = self._blind(self.manager, 50.0)
        order.action_request()
        order.action_approve()
        self._receive(order.sudo())
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.sudo().refund_ids.amount_untaxed, 50.0)

    def test_clerk_does_not_raise_the_price_that_a_manager_approved(self):
        order = self._blind(self.manager, 50.0)
        order.action_request()
        order.action_approve()
        with self.assertRefused("manager"):
            order.line_ids.with_user(self.clerk).price_paid_unit = 5000.0

    def test_clerk_refunds_no_unexpected_goods_without_a_sale(self):
        """A line that a receipt made needs no approval, so it must not become money either."""
        order = self._approve(self._create_return(self.sale, {self.shirt: 1}))
        order.picking_ids.move_ids.quantity = 2
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        stranger = order.line_ids.filtered("unexpected")
        part = stranger.disposition_ids.with_user(self.clerk)
        part.write({"grade_id": self.grade_a.id, "resolution": "refund"})
        part.action_decide()
        with self.assertRefused("manager"):
            part.action_settle()
        self.assertFalse(order.refund_ids)

    def test_clerk_records_no_unexpected_line_by_hand(self):
        with self.assertRaises(AccessError):
            self.order.with_user(self.clerk).write(
                {"line_ids": [Command.create({"product_id": self.shoe.id, "unexpected": True})]}
            )

    def test_clerk_does_not_configure(self):
        with self.assertRaises(AccessError):
            self.grade_a.with_user(self.clerk).refund_percent = 50.0

    # Stores --------------------------------------------------------------------------------

    def test_store_user_sees_only_the_own_store(self):
        mine = self._in_the_store()
        found = self.env["after.sales.return"].with_user(self.store_user).search([])
        self.assertEqual(found, mine)
        with self.assertRaises(AccessError):
            self.order.with_user(self.store_user).read(["name"])

    def test_store_user_handles_the_own_store_to_the_end(self):
        order = self._in_the_store()
        user = order.with_user(self.store_user)
        user.action_request()
        user.action_approve()
        self._receive(order)
        parts = user.action_sort()
        parts.write({"grade_id": self.grade_a.id})
        parts.action_decide()
        user.action_settle()
        self.assertEqual(order.stage, "closed")

    def test_store_user_decides_nothing_elsewhere(self):
        for button in ("action_request", "action_cancel", "action_sort", "action_settle"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(self.order.with_user(self.store_user), button)()

    def test_store_user_settles_no_disposition_elsewhere(self):
        order = self._received(self.sale, {self.shirt: 1})
        part = order.disposition_ids.with_user(self.store_user)
        for button in ("action_decide", "action_settle", "action_cancel"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(part, button)()

    # Warehouse -----------------------------------------------------------------------------

    def test_sorter_sorts_but_does_not_settle(self):
        order = self._received(self.sale, {self.shirt: 1})
        parts = order.with_user(self.sorter).action_sort()
        parts.write({"grade_id": self.grade_a.id})
        parts.action_decide()
        self.assertEqual(parts.state, "decided")
        with self.assertRaises(AccessError):
            parts.action_settle()

    def test_sorter_approves_nothing(self):
        self.order.action_request()
        with self.assertRaises(AccessError):
            self.order.with_user(self.sorter).action_approve()

    def test_picker_sees_no_returns(self):
        with self.assertRaises(AccessError):
            self.env["after.sales.return"].with_user(self.picker).search([])

    # Accounting ----------------------------------------------------------------------------

    def test_accountant_cancels_a_credit_note(self):
        order = self._received(self.sale, {self.shirt: 2})
        order.disposition_ids.action_split()
        order.disposition_ids.grade_id = self.grade_a
        order.disposition_ids.action_decide()
        order.disposition_ids[0].action_settle()
        note = order.refund_ids
        note.with_user(self.accountant).button_cancel()
        self.assertEqual(note.state, "cancel")
        self.assertEqual(set(order.disposition_ids.mapped("state")), {"decided"})

    def test_accountant_posts_a_credit_note_of_a_return_again(self):
        order = self._refund(self.sale, {self.shirt: 1})
        note = order.refund_ids.with_user(self.accountant)
        note.button_draft()
        note.action_post()
        self.assertEqual(order.refund_ids.state, "posted")
        self.assertEqual(order.state, "closed")

    # Customers -----------------------------------------------------------------------------

    def test_portal_user_reads_only_own_returns(self):
        stranger = self.env["after.sales.return"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Somebody"}).id}
        )
        self.order.action_request()
        found = self.env["after.sales.return"].with_user(self.portal).search([])
        self.assertIn(self.order, found)
        self.assertNotIn(stranger, found)

    def test_portal_user_presses_no_button(self):
        for button in (
            "action_request",
            "action_approve",
            "action_cancel",
            "action_sort",
            "action_settle",
        ):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(self.order.with_user(self.portal), button)()
        self.assertEqual(self.order.state, "draft")

    def test_portal_user_writes_nothing(self):
        with self.assertRaises(AccessError):
            self.order.with_user(self.portal).description = "x"
        with self.assertRaises(AccessError):
            self.order.line_ids.with_user(self.portal).quantity = 2
        with self.assertRaises(AccessError):
            self.env["after.sales.disposition"].with_user(self.portal).search([])

    # Companies -----------------------------------------------------------------------------

    def test_returns_stay_in_their_company(self):
        other = self.env["res.company"].create({"name": "Other company"})
        self.clerk.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            self.order.with_user(self.clerk).read(["name"])
        with self.assertRaises(AccessError):
            self.order.with_user(self.clerk).action_request()
        self.assertFalse(self.env["after.sales.return"].with_user(self.clerk).search([]))
