import base64
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import TillCommon

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@tagged("post_install", "-at_install")
class TestClaims(TillCommon):
    """A sold unit comes back once: by a return order, a plain refund, or an open ticket."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell_at_till(cls.till, (cls.shirt, 2), partner=cls.customer)
        cls.sold = cls.order.lines
        cls._open(cls.other_till)

    def _reserve(self, till, ticket, *wishes):
        return self._as_cashier(till).after_sales_reserve(ticket, list(wishes))

    def _refund(self, quantity=1, line=None, **more):
        return self._refund_at_till(self.till, line or self.sold, quantity, **more)

    # Return orders ------------------------------------------------------------------------

    def test_return_of_a_receipt_claims_it(self):
        order = self._return_of_pos(self.sold, 2)
        self.assertRecordValues(
            order.line_ids,
            [{"product_id": self.shirt.id, "price_paid_unit": 100.0, "verdict": "eligible"}],
        )
        order.action_request()
        self.assertEqual(self.sold.qty_claimed, 2.0)
        with self.assertRefused(
            f"{self.order.pos_reference}, Shirt: 2 Units were sold, but with this 3 would be "
            f"returned .{order.name}"
        ):
            self._return_of_pos(self.sold, 1).action_request()
        order.action_cancel()
        self._return_of_pos(self.sold, 1).action_request()

    def test_return_against_a_plain_refund(self):
        refund = self._refund(2)
        with self.assertRefused(f"refund {refund.pos_reference}"):
            self._return_of_pos(self.sold, 1).action_request()

    def test_return_of_another_customers_receipt(self):
        other = self.env["res.partner"].create({"name": "Someone Else"})
        with self.assertRefused("belongs to Lena Fischer, not to Someone Else"):
            self._return_of_pos(self.sold, 1, partner=other)

    def test_return_of_a_product_that_the_receipt_does_not_have(self):
        with self.assertRefused("Shoe was never sold with receipt"):
            self._return_of_pos(self.sold, 1, line_vals={"product_id": self.shoe.id})

    def test_a_receipt_is_a_receipt(self):
        """Store staff may take goods back that were sold at a till."""
        self._create_users()
        self.store_user.after_sales_warehouse_ids = self.store
        order = self._return_of_pos(self.sold, 1)
        order.with_user(self.store_user).action_request()
        order.with_user(self.store_user).action_approve()
        self.assertEqual(order.state, "approved")
        receipt = order.line_ids.move_ids
        self.assertEqual(receipt.origin_returned_move_id, self.order.picking_ids.move_ids)

    def test_paid_back_by_the_back_office_at_the_taxes_of_the_receipt(self):
        self.shirt.taxes_id = False
        order = self._approve(self._return_of_pos(self.sold, 2))
        self._receive(order)
        self._decide(order).action_settle()
        self.assertRecordValues(
            order.refund_ids, [{"amount_total": 220.0, "amount_tax": 20.0, "state": "posted"}]
        )
        self.assertEqual(order.state, "closed")
        self.assertEqual(self.sold.qty_claimed, 2.0)

    def test_walk_in_customer_has_no_history(self):
        walk_in = self.env.ref("after_sales_pos.partner_walk_in")
        self.policy.max_returns = 1
        order = self._sell_at_till(self.till, (self.shirt, 3))
        for _number in range(2):
            one = self._return_of_pos(order.lines, 1)
            self.assertEqual((one.partner_id, one.line_ids.verdict), (walk_in, "eligible"))
            one.action_request()

    def test_history_counts_sales_at_tills(self):
        self.policy.max_return_rate = 60.0
        self._return_of_pos(self.sold, 1).action_request()
        line = self._return_of_pos(self.sold, 1).line_ids
        history = self.env["after.sales.policy"]._customer_history(
            self.customer,
            self.company,
            fields.Datetime.now() - timedelta(days=1),
            fields.Datetime.now() + timedelta(days=1),
        )
        self.assertEqual(history[self.company, self.customer]["delivered"], 2.0)
        self.assertEqual(line.verdict, "eligible")

    # Plain refunds ------------------------------------------------------------------------

    def test_plain_refund_of_what_is_left(self):
        self._refund(1)
        self._refund(1)
        with self.assertRefused("2 Units were sold, but with this 3 would be returned"):
            self._refund(1)

    def test_plain_refund_against_a_return(self):
        order = self._return_of_pos(self.sold, 2)
        order.action_request()
        with self.assertRefused(order.name):
            self._refund(1)

    def test_plain_refund_against_another_till(self):
        self._reserve(self.other_till, "T-2", self._wish(self.sold, 2))
        with self.assertRefused("till Till South holds 2 for a customer until"):
            self._refund(1)

    def test_a_draft_takes_nothing(self):
        self._refund(2, state="draft", payments=[])
        order = self._return_of_pos(self.sold, 2)
        order.action_request()
        self.assertIn(order.state, ("requested", "approved"))
        self.assertEqual(self.sold.qty_claimed, 2.0)

    def test_a_forged_role_does_not_help(self):
        self._refund(2)
        data = self._order_data(
            self.till,
            [
                (
                    self.shirt,
                    -1,
                    {"refunded_orderline_id": self.sold.id, "after_sales_role": "goods"},
                )
            ],
        )
        with self.assertRaisesRegex(UserError, "3 would be returned"):
            self._sync(self.till, data)

    def test_a_role_on_an_order_that_asks_for_no_return_does_not_help_either(self):
        self._refund(2)
        values = {"refunded_orderline_id": self.sold.id, "after_sales_role": "share"}
        data = self._order_data(
            self.till,
            [(self.shirt, -1, values)],
            after_sales_request='{"wishes": [], "offline": true}',
        )
        with self.assertRaisesRegex(UserError, "3 would be returned"):
            self._sync(self.till, data)

    def test_refund_of_the_back_office(self):
        self._return_of_pos(self.sold, 2).action_request()
        self.env["pos.order"].browse(self.order.refund()["res_id"])
        refund = self.sold.refund_orderline_ids.order_id
        payment = self.env["pos.make.payment"].with_context(active_id=refund.id)
        with self.assertRefused("would be returned"):
            payment.create({"payment_method_id": self._cash(self.till).id}).check()

    # Transfers of the warehouse ---------------------------------------------------------------

    def _return_transfer(self, quantity):
        """Odoo's own return of the receipt's transfer."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=self.order.picking_ids.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        picking = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        picking.move_ids.picked = True
        picking.button_validate()

    def test_transfer_that_came_back_is_not_returned_again(self):
        self._return_transfer(1)
        with self.assertRefused("Shirt: 1 Units were sold, but with this 2 would be returned"):
            self._return_of_pos(self.sold, 2).action_request()
        self._refund(1)

    def test_transfer_of_what_was_returned_already(self):
        self._return_of_pos(self.sold, 2).action_request()
        with self.assertRefused("Shirt"):
            self._return_transfer(1)

    # Serials ------------------------------------------------------------------------------

    def _sell_phones(self, *names):
        self._create_store_serials(self.store, self.phone, *names)
        sold = self._sell_at_till(
            self.till, (self.phone, len(names), {"pack_lot_ids": list(names)})
        )
        lots = self.env["stock.lot"].search([("name", "in", names)])
        return sold.lines, lots.sorted("name")

    def test_serial_of_another_receipt(self):
        line, _lots = self._sell_phones("C-1")
        _other, lots = self._sell_phones("C-2")
        with self.assertRefused("C-2 was not sold with"):
            self._return_of_pos(line, 1, line_vals={"lot_ids": [Command.set(lots.ids)]})
        with self.assertRefused("C-2 was not sold with it"):
            self._refund(1, line, lots=["C-2"])

    def test_serial_comes_back_once(self):
        line, lots = self._sell_phones("C-1", "C-2")
        self._refund(1, line, lots=["C-1"])
        with self.assertRefused("C-1 already came back"):
            self._refund(1, line, lots=["C-1"])
        with self.assertRefused("C-1 was not sold with"):
            self._return_of_pos(line, 1, line_vals={"lot_ids": [Command.set(lots[0].ids)]})

    def test_serial_that_a_return_claims(self):
        line, lots = self._sell_phones("C-1", "C-2")
        order = self._return_of_pos(line, 1, line_vals={"lot_ids": [Command.set(lots[0].ids)]})
        order.action_request()
        with self.assertRefused(f"C-1 is already claimed by {order.name}"):
            self._refund(1, line, lots=["C-1"])
        with self.assertRefused("C-1 was not sold here, already came back, or is on another"):
            self._reserve(self.till, "T-1", self._wish(line, lots=["C-1"]))

    def test_serial_that_another_till_holds(self):
        line, lots = self._sell_phones("C-1", "C-2")
        self._reserve(self.other_till, "T-2", self._wish(line, lots=["C-1"]))
        order = self._return_of_pos(line, 1, line_vals={"lot_ids": [Command.set(lots[0].ids)]})
        with self.assertRefused("C-1 is taken: till Till South holds 1"):
            order.action_request()

    # Kits ---------------------------------------------------------------------------------

    def test_kit_by_component(self):
        if "mrp.bom" not in self.env:
            self.skipTest("kits need Manufacturing")
        kit = self._create_pos_kit("Outfit", {self.shirt: 2, self.shoe: 1}, 140.0)
        line = self._sell_at_till(self.till, (kit, 2)).lines
        self._return_of_pos(line, 3, line_vals={"product_id": self.shirt.id}).action_request()
        with self.assertRefused("Shirt: 4 Units were sold, but with this 5 would be returned"):
            self._refund(1, line)
        self._return_of_pos(line, 2, line_vals={"product_id": self.shoe.id}).action_request()
        with self.assertRefused("Shoe: 2 Units were sold, but with this 3"):
            self._reserve(self.till, "T-1", self._wish(line, product_id=self.shoe.id))

    # What a till holds --------------------------------------------------------------------

    def test_two_tills_do_not_hold_the_same_unit(self):
        self._reserve(self.till, "T-1", self._wish(self.sold, 2))
        with self.assertRefused("till Till North holds 2 for a customer until"):
            self._reserve(self.other_till, "T-2", self._wish(self.sold, 1))

    def test_a_ticket_replaces_what_it_holds(self):
        self._reserve(self.till, "T-1", self._wish(self.sold, 2))
        self._reserve(self.till, "T-1", self._wish(self.sold, 1))
        self._reserve(self.other_till, "T-2", self._wish(self.sold, 1))
        with self.assertRefused("3 would be returned"):
            self._reserve(self.till, "T-1", self._wish(self.sold, 2))

    def test_two_wishes_for_one_unit(self):
        with self.assertRefused("2 Units were sold, but with this 3"):
            self._reserve(self.till, "T-1", self._wish(self.sold, 2), self._wish(self.sold, 1))

    def test_a_dropped_ticket_lets_go(self):
        self._reserve(self.till, "T-1", self._wish(self.sold, 2))
        self._as_cashier(self.till).after_sales_release("T-1")
        self._reserve(self.other_till, "T-2", self._wish(self.sold, 2))
        held = self.env["after.sales.reservation"].search([("pos_line_id", "=", self.sold.id)])
        self.assertRecordValues(held, [{"ticket": "T-2", "quantity": 2.0}])

    def test_a_ticket_lapses_after_fifteen_minutes(self):
        now = fields.Datetime.now()
        with freeze_time(now):
            answer = self._reserve(self.till, "T-1", self._wish(self.sold, 2))
        self.assertEqual(answer["expiry"], str(now + timedelta(minutes=15)))
        with freeze_time(now + timedelta(minutes=14)), self.assertRefused("Till North holds"):
            self._reserve(self.other_till, "T-2", self._wish(self.sold, 2))
        with freeze_time(now + timedelta(minutes=16)):
            self._reserve(self.other_till, "T-2", self._wish(self.sold, 2))

    def test_old_reservations_are_deleted(self):
        self._reserve(self.till, "T-1", self._wish(self.sold, 2))
        self._add_photo("T-1", "K-1")
        held = self.env["after.sales.reservation"].search([("ticket", "=", "T-1")])
        photo = held.photo_ids
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.env["after.sales.reservation"]._gc_lapsed()
        self.assertFalse(held.exists() or photo.exists())

    def test_ticket_of_another_till(self):
        self._reserve(self.till, "T-1", self._wish(self.sold, 1))
        with self.assertRefused("begun at Till North"):
            self._reserve(self.other_till, "T-1", self._wish(self.sold, 1))
        with self.assertRefused("begun at Till North"):
            self._as_cashier(self.other_till).after_sales_release("T-1")

    def test_its_own_ticket_does_not_stand_in_the_way(self):
        self._reserve(self.till, "T-1", self._wish(self.sold, 2))
        self.env["after.sales.reservation"]._take_over("T-1")
        order = self._return_of_pos(self.sold, 2)
        order.action_request()
        self.assertIn(order.state, ("requested", "approved"))
        self.assertEqual(self.sold.qty_claimed, 2.0)

    def test_web_order_that_a_till_holds(self):
        sale = self._sell((self.shirt, 1))
        self._reserve(self.till, "T-1", self._wish(sale.order_line, 1))
        with self.assertRefused("1 Units may come back, but till Till North holds 1 for a"):
            self._create_return(sale).action_request()
        with self.assertRefused("taken already .till Till North holds"):
            self._reserve(self.other_till, "T-2", self._wish(sale.order_line, 1))

    def test_web_order_that_was_returned_online(self):
        sale = self._sell((self.shirt, 1))
        order = self._create_return(sale)
        order.action_request()
        with self.assertRefused(f"taken already .{order.name}"):
            self._reserve(self.till, "T-1", self._wish(sale.order_line, 1))

    def test_portal_offers_nothing_that_a_till_holds(self):
        sale = self._sell((self.shirt, 2))
        self._reserve(self.till, "T-1", self._wish(sale.order_line, 1))
        (item,) = sale._after_sales_portal_items()
        self.assertEqual(item["quantity"], 1.0)

    def test_return_asked_for_online_comes_in_at_one_till(self):
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        self._reserve(self.till, "T-1", self._wish(order.line_ids, 1))
        with self.assertRefused("till Till North holds 1 for a customer until"):
            self._reserve(self.other_till, "T-2", self._wish(order.line_ids, 1))

    def test_order_settled_at_a_till_is_claimed_by_its_receipt(self):
        sale = self._sell((self.shirt, 1), deliver=False, invoice=False)
        values = {"sale_order_origin_id": sale.id, "sale_order_line_id": sale.order_line.id}
        receipt = self._sell_at_till(self.till, (self.shirt, 1, values), partner=self.customer)
        with self.assertRefused(f"paid at the till with receipt {receipt.pos_reference}"):
            self._create_return(sale).action_request()
        self._return_of_pos(receipt.lines, 1).action_request()

    def test_order_returned_online_and_paid_at_a_till_later(self):
        sale = self._sell((self.shirt, 2), invoice=False)
        self._create_return(sale, {self.shirt: 1}).action_request()
        values = {"sale_order_origin_id": sale.id, "sale_order_line_id": sale.order_line.id}
        receipt = self._sell_at_till(self.till, (self.shirt, 2, values), partner=self.customer)
        with self.assertRefused("2 Units were sold, but with this 3 would be returned"):
            self._return_of_pos(receipt.lines, 2).action_request()
        self._return_of_pos(receipt.lines, 1).action_request()

    # Photos -------------------------------------------------------------------------------

    def _add_photo(self, ticket, key, image=PIXEL):
        data = base64.b64encode(image).decode()
        return self._as_cashier(self.till).after_sales_add_photo(ticket, key, "a.png", data)

    def test_photos_stay_with_their_wish(self):
        wish = self._wish(self.sold, 1)
        self.assertEqual(self._add_photo("T-1", wish["key"]), 1)
        self._reserve(self.till, "T-1", wish)
        self.assertEqual(self._add_photo("T-1", wish["key"]), 2)
        self._reserve(self.till, "T-1", wish)
        photos = self.env["after.sales.reservation"]._take_over("T-1")
        self.assertEqual(photos[wish["key"]].mapped("name"), ["a.png", "a.png"])

    def test_photo_is_an_image_of_some_size(self):
        with self.assertRefused("is no photo"):
            self._add_photo("T-1", "K-1", b"<html><script>alert(1)</script></html>")
        with (
            patch("odoo.addons.after_sales_pos.models.hold.after_sales_till.PHOTO_BYTES", 10),
            self.assertRefused("larger than"),
        ):
            self._add_photo("T-1", "K-1")

    def test_as_many_queries_for_many_lines(self):
        def count(order):
            wishes = [self._wish(line, 1) for line in order.lines]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._reserve(self.till, "T-1", *wishes)
            return self.cr.sql_log_count - before

        one = self._sell_at_till(self.till, (self.shirt, 1))
        many = self._sell_at_till(self.till, *[(self.shirt, 1), (self.shoe, 1)] * 25)
        count(one)
        self.assertLessEqual(count(many), count(one) + 2)
