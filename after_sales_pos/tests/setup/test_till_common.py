from odoo.fields import Command
from odoo.tests import tagged

from ..common import TillCommon


@tagged("post_install", "-at_install")
class TestTillCommon(TillCommon):
    def test_sold_goods_leave_the_store_and_money_comes_in(self):
        self._create_store_serials(self.store, self.phone, "P-1")
        order = self._sell_at_till(
            self.till, (self.shirt, 2), (self.phone, 1, {"pack_lot_ids": ["P-1"]})
        )
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.amount_total, 770.0)
        self.assertEqual(order.picking_ids.state, "done")
        self.assertEqual(order.picking_ids.move_ids.location_id, self.store.lot_stock_id)
        self.assertEqual(order.lines.pack_lot_ids.mapped("lot_name"), ["P-1"])
        self.assertEqual(self._available(self.shirt, self.store), 98)
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")

    def test_day_of_taxes_rounded_on_the_whole_receipt_closes(self):
        """Of 1.05 each 0.105 is tax: 0.21 of both, though 0.11 of each. Odoo's screen says so,
        sold and refunded by Odoo's own means; summed line by line no such day would close."""
        self.company.tax_calculation_rounding_method = "round_globally"
        sale = self._sell_at_till(self.till, *self._at_odd_prices())
        self.assertRecordValues(sale, [{"amount_total": 2.31, "amount_tax": 0.21}])
        self.assertEqual(sale.lines.mapped("price_subtotal_incl"), [1.16, 1.16])
        back = self._at_odd_prices(-1, sale.lines)
        refund = self._sync(self.till, self._order_data(self.till, back))
        self.assertRecordValues(refund, [{"amount_total": -2.31, "state": "paid"}])
        self.assertEqual(self._close(self.till).state, "closed")

    def test_odoo_invoices_a_discounted_receipt_a_cent_beside_its_total(self):
        """0.10 tax of 1.04 less 0.01 of 0.08 on the receipt; on the invoice 0.10 of 0.96: a cent
        stays open, and nothing of ours is part of it."""
        self.company.tax_calculation_rounding_method = "round_globally"
        taxes = {"tax_ids": [Command.set(self.tax.ids)]}
        lines = [
            (self.shirt, 1, {"price_unit": 1.04, **taxes}),
            (self.shoe, 1, {"price_unit": -0.08, **taxes}),
        ]
        sale = self._sell_at_till(self.till, *lines, partner=self.customer, to_invoice=True)
        self.assertEqual(sale.amount_total, 1.05)
        self.assertRecordValues(
            sale.account_move, [{"amount_total": 1.06, "amount_residual": 0.01}]
        )

    def _at_odd_prices(self, quantity=1, sold=(None, None)):
        return [
            (
                product,
                quantity,
                {
                    "price_unit": 1.05,
                    "tax_ids": [Command.set(self.tax.ids)],
                    "refunded_orderline_id": line.id if line else False,
                },
            )
            for product, line in zip((self.shirt, self.shoe), sold, strict=True)
        ]
