from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..money.common import RefundCase

RETURN_STEPS = {
    "draft": ("requested", "cancelled"),
    "requested": ("approved", "refused", "cancelled"),
    "approved": ("closed", "cancelled"),
    "refused": ("draft",),
    "cancelled": ("draft",),
    "closed": (),
}
PART_STEPS = {
    "draft": ("decided", "cancelled"),
    "decided": ("settled", "cancelled"),
    "settled": (),
    "cancelled": (),
}
PART_BUTTONS = {
    "decided": "action_decide",
    "settled": "action_settle",
    "cancelled": "action_cancel",
}


@tagged("post_install", "-at_install")
class TestState(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.sale = cls._sell((cls.shirt, 20))

    def _order_in(self, state):
        order = self._create_return(self.sale, {self.shirt: 1}, refusal_reason="Worn.")
        way = {
            "draft": (),
            "requested": ("requested",),
            "approved": ("requested", "approved"),
            "refused": ("requested", "refused"),
            "closed": ("requested", "approved", "closed"),
            "cancelled": ("cancelled",),
        }[state]
        for step in way:
            order.state = step
        return order

    def test_every_pair_of_return_states(self):
        for state, allowed in RETURN_STEPS.items():
            order = self._order_in(state)
            for target in RETURN_STEPS:
                with self.subTest(state=state, target=target), self.env.cr.savepoint() as undo:
                    if target in allowed or target == state:
                        order.state = target
                        self.assertEqual(order.state, target)
                    else:
                        with self.assertRaisesRegex(UserError, f"{order.name} is .* become"):
                            order.state = target
                    undo.rollback()
                self.env.invalidate_all()

    def _part_in(self, state):
        order = self._received(self.sale, {self.shirt: 1})
        part = order.action_sort()
        part.grade_id = self.grade_a
        for step in {"draft": (), "settled": ("decided", "settled")}.get(state, (state,)):
            getattr(part, PART_BUTTONS[step])()
        return part

    def test_every_pair_of_disposition_states(self):
        """A button moves a disposition as the table says; anything else is refused or nothing."""
        for state, allowed in PART_STEPS.items():
            part = self._part_in(state)
            for target, button in PART_BUTTONS.items():
                with self.subTest(state=state, target=target), self.env.cr.savepoint() as undo:
                    try:
                        getattr(part, button)()
                    except UserError:
                        self.assertNotIn(target, allowed)
                    self.assertEqual(part.state, target if target in allowed else state)
                    undo.rollback()
                self.env.invalidate_all()

    def test_state_of_a_disposition_is_not_written(self):
        for state in PART_STEPS:
            part = self._part_in(state)
            for target in PART_STEPS:
                with self.subTest(state=state, target=target), self.assertRefused("buttons"):
                    part.write({"state": target})

    def test_amounts_of_a_disposition_are_not_written(self):
        part = self._part_in("settled").with_user(self.clerk)
        for vals in (
            {"amount_credited": 0.0},
            {"quantity_credited": 0.0},
            {"date_decided": False},
            {"state": "draft", "amount_credited": 0.0},
        ):
            with self.subTest(vals=vals), self.assertRefused("buttons"):
                part.write(vals)

    def test_disposition_stays_on_its_line(self):
        part = self._part_in("decided")
        other = self._approve(self._create_return(self.sale, {self.shirt: 1}))
        with self.assertRefused("stays with its return line"):
            part.line_id = other.line_ids

    def test_new_return_starts_as_a_draft(self):
        with self.assertRefused("starts as a draft"):
            self.env["after.sales.return"].create(
                {"partner_id": self.customer.id, "state": "approved"}
            )

    def test_computed_quantities_are_not_written(self):
        """By RPC a line could pretend to claim nothing, or to have received everything."""
        line = self._order_in("approved").line_ids.with_user(self.clerk)
        for vals in (
            {"state": "draft"},
            {"quantity_claimed": 0.0},
            {"quantity_received": 1.0},
            {"quantity_settled": 0.0},
            {"quantity_credited": 0.0},
            {"verdict": "eligible"},
            {"settle_at": "approval"},
            {"policy_refund_percent": 100.0},
        ):
            with self.subTest(vals=vals), self.assertRefused("computed"):
                line.write(vals)

    def test_stage_is_not_written(self):
        order = self._order_in("approved").with_user(self.clerk)
        with self.assertRefused("computed"):
            order.write({"stage": "closed"})

    def test_import_of_a_state_does_what_the_button_does(self):
        order = self._order_in("requested")
        order.write({"state": "approved", "priority": "1"})
        self.assertRecordValues(order, [{"stage": "awaiting_goods", "priority": "1"}])
        self.assertTrue(order.picking_ids)

    def test_approved_return_keeps_customer_warehouse_and_transport(self):
        order = self._order_in("approved").with_user(self.clerk)
        other = self.env["stock.warehouse"].sudo().create({"name": "Other", "code": "OTHR"})
        for vals in (
            {"warehouse_id": other.id},
            {"partner_id": self.env["res.partner"].sudo().create({"name": "Other"}).id},
            {"transport": "keep"},
        ):
            with self.subTest(vals=vals), self.assertRefused("is Approved"):
                order.write(vals)

    def test_closing_with_goods_to_sort_is_refused(self):
        order = self._received(self.sale, {self.shirt: 1})
        with self.assertRefused("received goods wait to be sorted"):
            order.action_close()

    def test_closing_with_goods_to_settle_is_refused(self):
        with self.assertRefused("wait to be settled"):
            self._part_in("decided").return_id.action_close()

    def test_closing_what_was_paid_ahead_needs_a_manager(self):
        self.env["after.sales.policy"].create(
            {
                "name": "Money first",
                "settle_at": "approval",
                "trigger": "order",
                "window_ids": [Command.create({"resolution": "refund", "window_days": 30})],
            }
        )
        order = self._approve(self._create_return(self.sale, {self.shirt: 1}))
        with self.assertRefused("Only a manager"):
            order.with_user(self.clerk).action_close()
        order.with_user(self.manager).write({"never_came": "leave", "state": "closed"})
        self.assertEqual(order.state, "closed")

    def test_refusal_needs_a_reason(self):
        order = self._create_return(self.sale, {self.shirt: 1})
        order.action_request()
        with self.assertRefused("write the reason of the refusal"):
            order.action_refuse()

    def test_several_refusals_are_said_at_once(self):
        orders = self._order_in("draft") | self._order_in("draft")
        with self.assertRaises(UserError) as caught:
            orders.action_approve()
        for order in orders:
            self.assertIn(order.name, str(caught.exception))

    def test_used_return_is_not_deleted(self):
        with self.assertRefused("cannot be deleted"):
            self._order_in("approved").unlink()

    def test_buttons_twice_change_nothing(self):
        order = self._order_in("approved")
        order.action_approve()
        self.assertEqual(len(order.picking_ids), 1)


@tagged("post_install", "-at_install")
class TestOfferedAgain(RefundCase):
    """Invariant 10: a refunded or exchanged unit is never invoiced or delivered again."""

    def _raise_order(self, sale, quantity):
        """Raise the ordered quantity.

        :return: what Odoo wants to deliver for it
        """
        before = sale.picking_ids
        sale.order_line.product_uom_qty = quantity
        moves = sale.picking_ids.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.location_dest_usage == "customer"
                and not move.after_sales_disposition_id
            )
        )
        return sum(moves.mapped("product_uom_qty")), before

    def test_refunded_unit_is_not_invoiced_again(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.shirt.invoice_policy = policy
                sale = self._sell((self.shirt, 3))
                self._refund(sale, {self.shirt: 1})
                self.assertNotEqual(sale.invoice_status, "to invoice")
                with self.assertRaises(UserError):
                    sale._create_invoices(final=True)

    def test_raised_order_invoices_only_the_raise(self):
        sale = self._sell((self.shirt, 3))
        self._refund(sale, {self.shirt: 1})
        self._raise_order(sale, 4)
        self.assertEqual(sale.order_line.qty_to_invoice, 1.0)

    def test_raised_order_delivers_only_the_raise(self):
        sale = self._sell((self.shirt, 3))
        self._refund(sale, {self.shirt: 2})
        self.assertEqual(self._raise_order(sale, 4)[0], 1.0)

    def test_raised_order_with_goods_on_their_way_back(self):
        sale = self._sell((self.shirt, 3))
        self._approve(self._create_return(sale, {self.shirt: 2}))
        self.assertEqual(self._raise_order(sale, 4)[0], 1.0)

    def test_raised_order_with_goods_to_sort(self):
        sale = self._sell((self.shirt, 3))
        self._received(sale, {self.shirt: 2})
        self.assertEqual(self._raise_order(sale, 4)[0], 1.0)

    def test_raised_order_after_a_swap(self):
        sale = self._sell((self.shirt, 3))
        order = self._refund(sale, {self.shirt: 1}, {"resolution": "exchange"})
        self.assertEqual(self._raise_order(sale, 4)[0], 1.0)
        self.assertEqual(order.stage, "closed")

    def test_raised_order_after_goods_were_sent_back(self):
        sale = self._sell((self.shirt, 3))
        order = self._received(sale, {self.shirt: 1})
        parts = self._decide(order, route="send_back", resolution="none")
        self._validate(parts.move_ids.picking_id)
        self.assertEqual(self._raise_order(sale, 4)[0], 1.0)

    def test_raised_order_after_goods_were_scrapped_for_nothing(self):
        sale = self._sell((self.shirt, 3))
        self._decide(self._received(sale, {self.shirt: 1}), route="scrap", resolution="none")
        self.assertEqual(self._raise_order(sale, 4)[0], 1.0)
        self.assertEqual(sale.order_line.qty_to_invoice, 1.0)

    def test_exchanged_unit_is_not_invoiced_again(self):
        sale = self._sell((self.shirt, 3))
        order = self._refund(
            sale,
            {self.shirt: 1},
            {"resolution": "exchange", "exchange_product_id": self.shoe.id},
        )
        self.assertNotEqual(sale.invoice_status, "to invoice")
        self.assertNotEqual(order.exchange_order_ids.invoice_status, "to invoice")

    def test_times_of_the_steps(self):
        order = self._refund(self._sell((self.shirt, 1)))
        for name in ("requested", "approved", "received", "sorted", "settled", "closed"):
            self.assertLessEqual(order[f"date_{name}"], fields.Datetime.now(), name)

    def test_role_is_asked_for(self):
        order = self._create_return(self._sell((self.shirt, 1)))
        self._create_users()
        with self.assertRaises(AccessError):
            order.with_user(self.picker).action_request()
