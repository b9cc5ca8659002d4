from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketConflict(TicketCase):
    """What a till took back without connection is kept, whatever stands against it; somebody is
    asked to clear it up."""

    def _offline_data(self, sale, quantity=1.0, price=None, **more):
        """A return as the till makes it of a receipt that it knows."""
        line = sale.lines[0]
        wish = self._wish(line, quantity, **more.pop("wish", {}))
        values = {
            "price_unit": line.price_unit if price is None else price,
            "tax_ids": [Command.set(line.tax_ids.ids)],
            "after_sales_key": wish["key"],
            "after_sales_role": "goods",
        }
        quoted = {
            "lines": [
                {
                    "key": wish["key"],
                    "role": "goods",
                    "product_id": wish["product_id"],
                    "qty": -quantity,
                    "price_unit": values["price_unit"],
                    "discount": 0.0,
                    "tax_ids": line.tax_ids.ids,
                    "lots": [],
                    "origin_line_id": False,
                }
            ],
            "partner_id": more.pop("partner_id", sale.partner_id.id),
            "to_invoice": False,
            "tenders": [],
        }
        return self._return_data(
            self.till,
            quoted,
            [wish],
            str(uuid4()),
            offline=True,
            **{"payments": None, **more},
        )

    def _notes(self, refund):
        return " ".join(
            str(note) for note in refund.after_sales_return_ids.activity_ids.mapped("note")
        )

    def test_return_that_fits_makes_no_noise(self):
        sale = self._sell_at_till(self.till, (self.shoe, 2))
        refund = self._sync(self.till, self._offline_data(sale))
        order = refund.after_sales_return_ids
        self.assertTrue(order.pos_offline)
        self.assertFalse(order.activity_ids)
        self.assertEqual(order.line_ids.pos_line_id, sale.lines)
        self.assertEqual(sale.lines.refunded_qty, 1.0)

    def test_taken_meanwhile_is_kept_without_claim(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        data = self._offline_data(sale)
        self._pay_back(self.other_till, self._wish(sale.lines))
        refund = self._sync(self.till, data)
        order = refund.after_sales_return_ids
        self.assertEqual(refund.state, "paid")
        self.assertFalse(refund.lines.refunded_orderline_id)
        self.assertFalse(order.line_ids.pos_line_id)
        self.assertEqual(sale.lines.refunded_qty, 1.0)
        note = self._notes(refund)
        for word in (sale.pos_reference, "Shirt", "Nina", self.store.name, self.till.name):
            self.assertIn(word, note)

    def test_what_is_left_is_claimed(self):
        """Three sold, two back elsewhere, two more without connection: one of these is the third,
        the other one is the conflict, and nothing is offered again."""
        sale = self._sell_at_till(self.till, (self.shirt, 3))
        data = self._offline_data(sale, 2.0)
        self._pay_back(self.other_till, self._wish(sale.lines, 2.0))
        refund = self._sync(self.till, data)
        self.assertEqual(sale.lines.refunded_qty, 3.0)
        lines = refund.after_sales_return_ids.line_ids
        self.assertEqual(lines.mapped("quantity"), [1.0, 1.0])
        self.assertEqual(lines.pos_line_id, sale.lines)
        self.assertEqual(len(lines.filtered("pos_line_id")), 1)
        self.assertRecordValues(
            refund.lines.sorted("id"),
            [
                {"qty": -1.0, "price_subtotal_incl": 110.0},
                {"qty": -1.0, "price_subtotal_incl": 110.0},
            ],
        )
        self.assertEqual(refund.amount_total, -220.0)
        self.assertIn("Shirt", self._notes(refund))
        (row,) = self._as_cashier(self.till).after_sales_lines("pos", sale.id)["lines"]
        self.assertEqual((row["quantity_left"], row["quantity_sold"]), (0.0, 3.0))

    def test_serials_that_are_left_are_claimed(self):
        names = ["PH-1", "PH-2"]
        self._create_store_serials(self.store, self.phone, *names)
        sale = self._sell_at_till(self.till, (self.phone, 2, {"pack_lot_ids": names}))
        self._pay_back(self.other_till, self._wish(sale.lines, lots=["PH-1"]))
        data = self._offline_data(sale, 2.0, wish={"lots": names})
        data["lines"][0][2]["pack_lot_ids"] = [Command.create({"lot_name": name}) for name in names]
        refund = self._sync(self.till, data)
        claimed = refund.after_sales_return_ids.line_ids.filtered("pos_line_id")
        self.assertEqual(len(claimed), 1, self._notes(refund))
        self.assertEqual(claimed.lot_ids.mapped("name"), ["PH-2"])
        self.assertEqual(sale.lines.refunded_qty, 2.0)

    def test_other_price_is_told(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund = self._sync(self.till, self._offline_data(sale, price=150.0))
        self.assertEqual(refund.amount_total, -165.0)
        self.assertIn("165.00", self._notes(refund))
        self.assertIn("110.00", self._notes(refund))
        self.assertEqual(sale.lines.refunded_qty, 1.0)

    def test_too_late_is_told_and_claimed(self):
        """The goods are back: nobody else may bring them again."""
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        refund = self._sync(self.till, self._offline_data(sale))
        self.assertTrue(self._notes(refund))
        self.assertEqual(refund.after_sales_return_ids.line_ids.pos_line_id, sale.lines)

    def test_another_customer_is_told(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        other = self.env["res.partner"].create({"name": "Somebody else"})
        refund = self._sync(self.till, self._offline_data(sale, partner_id=other.id))
        self.assertEqual(refund.state, "paid")
        self.assertIn("Somebody else", self._notes(refund))

    def test_beyond_the_offline_limit_is_told(self):
        self.till.after_sales_offline_max = 100.0
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund = self._sync(self.till, self._offline_data(sale))
        self.assertIn("100.00", self._notes(refund))

    def test_unknown_item_is_kept_and_told(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        data = self._offline_data(sale, wish={"line_id": 10**8})
        refund = self._sync(self.till, data)
        self.assertEqual(refund.state, "paid")
        self.assertIn(refund.pos_reference, self._notes(refund))
