from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TakeInCase


@tagged("post_install", "-at_install")
class TestReject(TakeInCase):
    def test_reject_leaves_a_refused_return_and_takes_nothing(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), days_ago=400)
        (row,) = self._drop_off(self.till, self._wish(sale.lines, 1.0, resolution="reject"))
        order = self._taken([row])
        self.assertRecordValues(
            order,
            [
                {
                    "state": "refused",
                    "channel": "store",
                    "pos_config_id": self.till.id,
                    "pos_cashier": "Nina",
                    "partner_id": self.env.ref("after_sales_pos.partner_walk_in").id,
                }
            ],
        )
        self.assertIn(order.line_ids.verdict_reason, order.refusal_reason)
        self.assertIn(order.line_ids.verdict_reason, row["message"])
        self.assertFalse(row["report"])
        self.assertFalse(order.picking_ids)
        left = sale.lines._after_sales_returnable_quantities(None)
        self.assertEqual(left[sale.lines.id, self.shirt.id], 2.0)
        self.assertFalse(self.env["after.sales.mail"].search([("return_id", "=", order.id)]))

    def test_reject_of_what_the_policy_takes_needs_words(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, resolution="reject", grade_id=False)
        with self.assertRaisesRegex(UserError, "Write why you do not"):
            self._drop_off(self.till, wish)
        (row,) = self._drop_off(self.till, {**wish, "description": "Worn at the collar."})
        self.assertIn("Worn at the collar.", row["message"])

    def test_reject_of_a_serial_that_was_never_sold(self):
        self._create_store_serials(self.store, self.phone, "R-1")
        sale = self._sell_at_till(self.till, (self.phone, 1, {"pack_lot_ids": ["R-1"]}))
        wish = self._wish(
            sale.lines, resolution="reject", lots=["NOT-OURS"], description="Another phone."
        )
        (row,) = self._drop_off(self.till, wish)
        self.assertEqual(self._taken([row]).state, "refused")

    def test_once_per_wish(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), days_ago=400)
        wish, ticket = self._wish(sale.lines, resolution="reject"), str(uuid4())
        first = self._drop_off(self.till, wish, ticket=ticket)
        second = self._drop_off(self.till, wish, ticket=ticket)
        self.assertEqual(first, second)
        self.assertEqual(
            self.env["after.sales.return.line"].search_count([("pos_line_id", "=", sale.lines.id)]),
            1,
        )

    def test_all_sentences_at_once_and_nothing_done(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), (self.shoe, 1), days_ago=400)
        good = self._wish(sale.lines[0], resolution="reject")
        bad = self._wish(sale.lines[0], resolution="reject", reason_id=False)
        paid = self._wish(sale.lines[1], resolution="refund")
        with self.assertRaises(UserError) as caught:
            self._drop_off(self.till, good, bad, paid)
        self.assertIn("choose a reason", str(caught.exception))
        self.assertIn("settled with the ticket", str(caught.exception))
        self.assertFalse(
            self.env["after.sales.return.line"].search([("pos_line_id", "in", sale.lines.ids)])
        )

    def test_foreign_customer(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=400)
        other = self.env["res.company"].create({"name": "Sister"})
        stranger = self.env["res.partner"].create({"name": "X", "company_id": other.id})
        with self.assertRaisesRegex(UserError, "not known any more"):
            self._drop_off(self.till, self._wish(sale.lines, resolution="reject"), partner=stranger)


@tagged("post_install", "-at_install")
class TestCentre(TakeInCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.after_sales_centre_id = cls.warehouse
        cls.here = cls.store.after_sales_location_id
        cls.there = cls.warehouse.after_sales_location_id
        cls.company.after_sales_sort_transfer = "direct"

    def _at(self, product, location):
        return product.with_context(location=location.id).qty_available

    def _send(self, order):
        """The goods come to the centre."""
        transfer = order.line_ids._centre_transfers()
        transfer.move_ids.picked = True
        transfer.button_validate()
        return transfer

    def test_goods_leave_from_where_the_store_put_them_away(self):
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": self.here.id})
        self.env["stock.putaway.rule"].create(
            {"location_in_id": self.here.id, "location_out_id": shelf.id}
        )
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        (row,) = self._drop_off(self.till, self._wish(sale.lines, 1.0, resolution="centre"))
        order = self._taken([row])
        self.assertEqual(self._at(self.shirt, shelf), 1.0)
        self._send(order)
        quants = self.env["stock.quant"].search(
            [("product_id", "=", self.shirt.id), ("location_id", "child_of", self.here.ids)]
        )
        self.assertFalse([quant for quant in quants if quant.quantity])
        self.assertEqual(self._at(self.shirt, self.there), 1.0)
        self._decide(order)
        self.assertEqual(self._at(self.shirt, self.there), 0.0)

    def test_centre_gets_the_goods_and_decides(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        wish = self._wish(sale.lines, 2.0, resolution="centre", grade_id=self.grade_a.id)
        (row,) = self._drop_off(self.till, wish)
        order = self._taken([row])
        self.assertRecordValues(
            order, [{"state": "approved", "stage": "to_sort", "partner_id": self.customer.id}]
        )
        self.assertIn(self.warehouse.name, row["message"])
        self.assertIn(order.name, row["message"])
        receipt = order.line_ids.move_ids
        self.assertEqual(receipt.origin_returned_move_id, sale.picking_ids.move_ids)
        self.assertEqual(receipt.location_dest_id, self.here)
        self.assertRecordValues(order.line_ids, [{"centre_id": self.warehouse.id}])
        self.assertEqual(self._at(self.shirt, self.here), 2.0)
        order.disposition_ids.grade_id = self.grade_a
        with self.assertRaisesRegex(UserError, "on their way to"):
            order.action_decide()
        self._send(order)
        self.assertEqual(self._at(self.shirt, self.here), 0.0)
        self.assertEqual(self._at(self.shirt, self.there), 2.0)
        before = self._at(self.shirt, self.warehouse.lot_stock_id)
        order.action_decide()
        self.assertEqual(self._at(self.shirt, self.there), 0.0)
        self.assertEqual(self._at(self.shirt, self.warehouse.lot_stock_id), before + 2)
        order.action_settle()
        self.assertEqual(order.state, "closed")
        self.assertAlmostEqual(order.refund_ids.amount_total, sale.amount_total, 2)

    def test_serials_travel_and_are_scrapped_at_the_centre(self):
        self._create_store_serials(self.store, self.phone, "C-1", "C-2")
        sale = self._sell_at_till(self.till, (self.phone, 2, {"pack_lot_ids": ["C-1", "C-2"]}))
        wish = self._wish(sale.lines, 1.0, resolution="centre", lots=["C-2"])
        (row,) = self._drop_off(self.till, wish)
        order = self._taken([row])
        moved = order.line_ids.centre_move_ids.move_line_ids
        self.assertEqual(moved.lot_id.name, "C-2")
        self._send(order)
        order.disposition_ids.write({"route": "scrap", "resolution": "none"})
        order.action_decide()
        self.assertEqual(
            self.env["stock.scrap"].search([("origin", "=", order.name)]).location_id, self.there
        )

    def test_without_a_centre_the_goods_stay(self):
        self.till.after_sales_centre_id = False
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        (row,) = self._drop_off(self.till, self._wish(sale.lines, resolution="centre"))
        order = self._taken([row])
        self.assertFalse(order.line_ids.centre_move_ids)
        self.assertEqual(self._at(self.shirt, self.here), 1.0)
        order.disposition_ids.grade_id = self.grade_a
        order.action_decide()
        self.assertEqual(self._at(self.shirt, self.here), 0.0)

    def test_against_the_policy_needs_a_manager(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=400)
        wish = self._wish(sale.lines, resolution="centre")
        with self.assertRaisesRegex(UserError, "a manager has to allow this first"):
            self._drop_off(self.till, wish)
        ticket = str(uuid4())
        override = self.env["after.sales.override"].create(
            {
                "ticket": ticket,
                "kind": "policy",
                "reason": "Good customer",
                "config_id": self.till.id,
                "manager": "Mia",
                "cashier": "Nina",
            }
        )
        (row,) = self._drop_off(self.till, wish, ticket=ticket)
        self.assertEqual(override.return_id, self._taken([row]))

    def test_without_receipt_needs_a_manager(self):
        wish = self._wish(
            product_id=self.shirt.id, resolution="centre", description="No receipt any more"
        )
        with self.assertRaisesRegex(UserError, "Without receipt"):
            self._drop_off(self.till, wish, partner=self.customer)

    def test_same_unit_is_taken_once(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines, resolution="centre"), str(uuid4())
        first = self._drop_off(self.till, wish, ticket=ticket)
        again = self._drop_off(self.till, wish, ticket=ticket)
        self.assertEqual([row["name"] for row in first], [row["name"] for row in again])
        self.assertEqual(self._at(self.shirt, self.here), 1.0)
        with self.assertRaisesRegex(UserError, "nothing more of it may come back"):
            self._drop_off(self.till, self._wish(sale.lines, resolution="centre"))


@tagged("post_install", "-at_install")
class TestStoreCredit(TakeInCase):
    def test_store_credit_of_a_sales_order(self):
        self.company._after_sales_setup_till()
        sale = self._sell((self.shirt, 2), pay=True)
        wish = self._wish(sale.order_line, 1.0, resolution="store_credit")
        (row,) = self._drop_off(self.till, wish)
        order = self._taken([row])
        self.assertEqual(order.state, "closed")
        self.assertEqual(order.warehouse_id, self.store)
        card = self.env["loyalty.card"].search(
            [
                ("partner_id", "=", sale.partner_id.id),
                ("program_id", "=", self.company.after_sales_ewallet_program_id.id),
            ]
        )
        self.assertAlmostEqual(card.points, sale.amount_total / 2, 2)
        self.assertIn("is on your store credit", row["message"])

    def test_ungraded_is_credited_before_it_is_sorted(self):
        self.till.after_sales_ask_grade = False
        sale = self._sell((self.shirt, 1), pay=True)
        wish = self._wish(sale.order_line, resolution="store_credit", grade_id=False)
        (row,) = self._drop_off(self.till, wish)
        order = self._taken([row])
        self.assertEqual((order.stage, order.line_ids.quantity_advanced), ("to_sort", 1.0))
        self.assertIn("is on your store credit", row["message"])

    def test_unpaid_invoice_is_refused_and_nothing_moves(self):
        sale = self._sell((self.shirt, 1))
        wish = self._wish(sale.order_line, resolution="store_credit")
        with self.assertRaisesRegex(UserError, "is not paid"):
            self._drop_off(self.till, wish)
