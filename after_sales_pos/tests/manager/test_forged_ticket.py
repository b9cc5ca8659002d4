import json
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GuardCase


@tagged("post_install", "-at_install")
class TestForgedTicket(GuardCase):
    def test_draft_paid_without_its_request_is_still_a_return(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale)
        again = self._as_draft(data, "after_sales_request", "after_sales_ticket")
        refund = self._sync(self.till, again)
        self.assertEqual(refund.state, "paid")
        self.assertEqual(refund.after_sales_return_ids.line_ids.pos_line_id, sale.lines)
        self.assertEqual(refund.lines.refunded_orderline_id, sale.lines)

    def test_draft_settlement_is_not_paid_alone(self):
        self._open(self.till)
        new = self._new_data(
            self.till, str(uuid4()), (self.shirt, 1), settlement=-110.0, payments=[]
        )
        self._assert_refused(self._as_draft(new, "after_sales_ticket"), words="do not settle")

    def test_any_state_but_draft_is_checked_as_paid(self):
        self._open(self.till)
        new = self._new_data(
            self.till, str(uuid4()), (self.shirt, 1), settlement=-110.0, payments=[]
        )
        self._assert_refused({**new, "state": "done"}, words="do not settle")

    def test_draft_is_paid_by_no_other_call(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale)
        order = self._sync(self.till, {**data, "state": "draft"}).with_user(self.cashier)
        for pay in (
            order.action_pos_order_paid,
            lambda: order.write({"state": "paid"}),
            lambda: order.write({"state": "done"}),
        ):
            with self.assertRaisesRegex(UserError, "at the till"), self.env.cr.savepoint():
                pay()

    def test_forged_context_does_not_stand_for_the_sync(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale)
        order = self._sync(self.till, {**data, "state": "draft"}).with_user(self.cashier)
        with self.assertRaisesRegex(UserError, "at the till"):
            order.with_context(after_sales_processing=True).action_pos_order_paid()

    def test_subtotal_of_a_settlement_is_its_price(self):
        """New goods for 110, of which the line says that it settles 1 and takes off 110."""
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines, resolution="exchange"), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        back = self._return_data(self.till, quote, [wish], ticket, settlement=1.0, payments=[])
        back["amount_total"] = back["amount_paid"] = -109.0
        back["payment_ids"] = self._order_data(
            self.till, [], payments=[(self._cash(self.till), -109.0)]
        )["payment_ids"]
        new = self._new_data(self.till, ticket, (self.shirt, 1), settlement=-110.0, payments=[])
        new["lines"][-1][2].update(price_subtotal=-1.0, price_subtotal_incl=-1.0)
        self._assert_refused(back, new, words="do not settle")

    def test_total_is_that_of_the_lines(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale, payments=[(self._cash(self.till), -500.0)])
        data["amount_total"] = -500.0
        self._assert_refused(data, words="what the receipts say")

    def test_share_of_another_card_is_refused(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        other = self._sell_at_till(self.till, (self.shoe, 1))
        _wish, data = self._refund_data(sale)
        data["lines"][0][2]["after_sales_origin_id"] = other.lines.id
        self._assert_refused(data, words="what the receipts say")

    def test_what_no_ticket_pays_is_not_paid(self):
        """Neither policy nor limit judge the money of what is sent to the centre."""
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        for resolution in ("centre", "reject", "repair", "nonsense"):
            wish, data = self._refund_data(sale)
            wish["resolution"] = resolution
            data["after_sales_request"] = json.dumps({"wishes": [wish]})
            self._assert_refused(data)

    def test_exchange_needs_new_goods(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale, wish={"resolution": "exchange"})
        self._assert_refused(data, words="new goods")

    def test_serial_named_twice_is_one_unit(self):
        lots = self._create_store_serials(self.store, self.phone, "TWICE-1", "TWICE-2")
        sale = self._sell_at_till(self.till, (self.phone, 2, {"pack_lot_ids": lots.mapped("name")}))
        wish = self._wish(sale.lines, 2.0, lots=["TWICE-1", "TWICE-1"])
        with self.assertRaisesRegex(UserError, "serial number"):
            self._pay_back(self.till, wish)
        wishes = [self._wish(sale.lines, lots=["TWICE-1"]) for _index in range(2)]
        with self.assertRaises(UserError):
            self._pay_back(self.till, *wishes)

    def test_plain_refund_says_not_that_a_return_made_it(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        other = self._pay_back(
            self.till, self._wish(self._sell_at_till(self.till, (self.shoe, 1)).lines)
        )
        line = other.after_sales_return_ids.line_ids
        for _time in range(2):
            values = {
                "price_unit": 100.0,
                "refunded_orderline_id": sale.lines.id,
                "after_sales_line_id": line.id,
            }
            data = self._order_data(self.till, [(self.shirt, -1, values)])
            if not _time:
                self._sync(self.till, data)
        self._assert_refused(data, words="were sold")

    def test_sold_line_with_a_receipt_frees_nothing(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        values = {"price_unit": 0.0, "refunded_orderline_id": sale.lines.id}
        data = self._order_data(self.till, [(self.shirt, 5, values)])
        self._sync(self.till, data)
        self._pay_back(self.till, self._wish(sale.lines))
        with self.assertRaises(UserError):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_paid_lines_are_not_rewritten(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund = self._refund_at_till(self.till, sale.lines, 1)
        refund = refund.with_user(self.cashier)
        refund.lines.write({"after_sales_role": "goods", "refunded_orderline_id": False})
        refund.after_sales_request = "{}"
        self.assertFalse(refund.lines.after_sales_role)
        self.assertFalse(refund.after_sales_request)
        self.assertEqual(refund.lines.refunded_orderline_id, sale.lines)

    def test_ticket_is_paid_once(self):
        """A manager's word for a ticket does not hold for the next one of the same number."""
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        _wish, data = self._refund_data(sale)
        _wish, more = self._refund_data(sale)
        self._sync(self.till, data)
        more["after_sales_ticket"] = data["after_sales_ticket"]
        self._assert_refused(more, words="paid already")

    def test_return_without_a_ticket_has_the_cashiers_limit(self):
        self.till.after_sales_max_amount = 50.0
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale)
        for ticket in ({}, {"after_sales_ticket": False}):
            data.pop("after_sales_ticket", None)
            self._assert_refused(json.loads(json.dumps({**data, **ticket})), words="limit")


@tagged("post_install", "-at_install")
class TestGuardOffline(GuardCase):
    """Saying that there was no connection lets nothing pass unseen."""

    def _offline(self, *lines, wishes=(), **more):
        request = json.dumps({"wishes": list(wishes), "offline": True})
        return self._order_data(
            self.till,
            list(lines),
            after_sales_ticket=str(uuid4()),
            after_sales_request=request,
            is_refund=True,
            **more,
        )

    def _notes(self, order):
        return " ".join(str(a.note) for a in order.after_sales_return_ids.activity_ids)

    def test_money_for_nothing_is_told(self):
        role = {"after_sales_role": "goods"}
        for values in ({}, role):
            order = self._sync(self.till, self._offline((self.shoe, -1, values)))
            self.assertIn("does not say what came back", self._notes(order))

    def test_more_than_the_receipt_is_told(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines)
        goods = {"after_sales_role": "goods", "after_sales_key": wish["key"]}
        data = self._offline((self.shirt, -1, goods), (self.shoe, -1, {}), wishes=[wish])
        self.assertIn("by the receipt it would be", self._notes(self._sync(self.till, data)))

    def test_store_credit_is_not_made_up(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, resolution="store_credit")
        goods = {"after_sales_role": "goods", "after_sales_key": wish["key"]}
        credit = {
            "after_sales_role": "credit",
            "price_unit": 1000.0,
            "tax_ids": [Command.clear()],
        }
        product = self.company.after_sales_credit_product_id
        data = self._offline(
            (self.shirt, -1, goods),
            (product, 1, credit),
            wishes=[wish],
            partner=self.customer,
        )
        order = self._sync(self.till, data)
        cards = self.env["loyalty.card"].search([("partner_id", "=", self.customer.id)])
        self.assertFalse(sum(cards.mapped("points")))
        self.assertIn("store credit", self._notes(order))

    def test_other_order_of_the_ticket_is_checked(self):
        self.till.after_sales_max_amount = 50.0
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _wish, data = self._refund_data(sale)
        off = self._offline((self.shoe, -1, {"after_sales_role": "goods"}))
        off["after_sales_ticket"] = data["after_sales_ticket"]
        self._assert_refused(data, off, words="limit")

    def test_new_goods_that_come_after_their_return_are_refused_with_a_sentence(self):
        off = self._offline((self.shoe, -1, {"after_sales_role": "goods"}))
        ticket = off["after_sales_ticket"]
        self._sync(self.till, off)
        new = self._new_data(self.till, ticket, (self.shirt, 1), settlement=-110.0, payments=[])
        self._assert_refused(new, words="paid already")

    def test_settlement_without_a_ticket_is_told(self):
        """A shirt for 110 comes back, and 500 more are paid out."""
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines)
        goods = {"after_sales_role": "goods", "after_sales_key": wish["key"]}
        data = self._offline(
            (self.shirt, -1, goods), self._settlement(self.till, -500.0), wishes=[wish]
        )
        data.pop("after_sales_ticket")
        self.assertIn("do not settle with each other", self._notes(self._sync(self.till, data)))
