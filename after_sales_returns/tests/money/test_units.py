from odoo.fields import Command
from odoo.tests import tagged

from .common import WorthCase


@tagged("post_install", "-at_install")
class TestUnits(WorthCase):
    """Sold in one unit, back in another: nothing is rounded up on the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.gram = cls.env.ref("uom.product_uom_gram")
        cls.kilo = cls.env.ref("uom.product_uom_kgm")

    def _sell_in(self, product, quantity, uom, price):
        return self._sell(
            (product, quantity, {"product_uom_id": uom.id, "price_unit": price}), pay=True
        )

    def _back(self, sale, quantity, uom):
        product = sale.order_line.product_id
        return self._refund(sale, {product: quantity}, line_vals={"product_uom_id": uom.id})

    def assertNothingLeft(self, sale):
        self.assertBalanced(sale.invoice_ids)
        line = sale.order_line
        self.assertEqual(line.qty_to_invoice, 0.0)
        self.assertEqual(line.qty_invoiced, 0.0)
        self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_pieces_of_a_dozen(self):
        for pieces in (1, 4, 7, 10):
            with self.subTest(pieces=pieces):
                sale = self._sell_in(self.shirt, 1, self.dozen, 120.0)
                order = self._back(sale, pieces, self.unit)
                self.assertEqual(order.refund_ids.amount_untaxed, 10.0 * pieces)
                self.assertEqual(order.line_ids.price_paid_unit, 10.0)
                self.assertRecordValues(
                    order.refund_ids.invoice_line_ids,
                    [{"quantity": pieces, "product_uom_id": self.unit.id}],
                )
                self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_dozen_piece_by_piece(self):
        """Perpetual: books and stock are as on the day before the sale."""
        for split in (True, False):
            with self.subTest(split=split):
                eggs = self._eggs(f"{split}")
                sale = self._sell_in(eggs, 1, self.dozen, 120.0)
                self.assertEqual(eggs.total_value, 0.0)
                self.assertTrue(sale.invoice_ids.line_ids.filtered("cogs_origin_id"))
                if split:
                    order = self._received(
                        sale, {eggs: 12}, line_vals={"product_uom_id": self.unit.id}
                    )
                    part = order.action_sort()
                    part.grade_id = self.grade_a
                    while part.quantity > 1:
                        part.action_split()
                    order.disposition_ids.action_decide()
                    for part in order.disposition_ids:
                        part.action_settle()
                    notes = order.refund_ids
                else:
                    notes = self.env["account.move"]
                    for _piece in range(12):
                        notes |= self._back(sale, 1, self.unit).refund_ids
                self.assertEqual(notes.mapped("amount_untaxed"), [10.0] * 12)
                self.assertNothingLeft(sale)
                eggs.invalidate_recordset()
                self.assertAlmostEqual(eggs.total_value, 40.0, 2)

    def _eggs(self, code):
        """A dozen bought for 40, in the books by perpetual valuation."""
        accounts = {
            name: self.env["account.account"].create(
                {"name": name, "code": f"eggs{number}{code}", "account_type": kind}
            )
            for number, (name, kind) in enumerate(
                (("stock", "asset_current"), ("cost", "expense_direct_cost"))
            )
        }
        category = self.env["product.category"].create(
            {
                "name": "Perpetual",
                "property_cost_method": "average",
                "property_valuation": "real_time",
                "property_stock_valuation_account_id": accounts["stock"].id,
                "property_account_expense_categ_id": accounts["cost"].id,
            }
        )
        eggs = self._create_product("Egg", 10.0, categ_id=category.id)
        move = self.env["stock.move"].create(
            {
                "product_id": eggs.id,
                "product_uom": self.unit.id,
                "product_uom_qty": 12,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "value_manual": 40.0,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()
        return eggs

    def test_dozen_not_invoiced(self):
        sale = self._sell((self.shirt, 1, {"product_uom_id": self.dozen.id}), invoice=False)
        self._back(sale, 7, self.unit)
        self._back(sale, 5, self.unit)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_offer_is_exact(self):
        """What may still come back of a dozen is offered in pieces, not in a rounded dozen."""
        sale = self._sell_in(self.shirt, 1, self.dozen, 120.0)
        self._back(sale, 1, self.unit)
        vals = sale._prepare_after_sales_line_vals()
        self.assertEqual(
            [(one["quantity"], one["product_uom_id"]) for one in vals], [(11.0, self.unit.id)]
        )

    def test_grams_of_kilograms(self):
        self.env.ref("uom.decimal_product_uom").digits = 3
        flour = self._create_product("Flour", 9.99, uom_id=self.kilo.id)
        self._stock(flour, 10)
        sale = self._sell_in(flour, 3, self.kilo, 9.99)
        notes = [self._back(sale, 0.333, self.kilo).refund_ids for _time in range(3)]
        self.assertAlmostEqual(sum(note.amount_untaxed for note in notes), 9.98, 2)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self._back(sale, 2.001, self.kilo)
        self.assertNothingLeft(sale)

    def test_kept_in_grams(self):
        flour = self._create_product("Flour", 0.00999, uom_id=self.gram.id)
        self._stock(flour, 10000)
        sale = self._sell_in(flour, 3, self.kilo, 9.99)
        notes = [self._back(sale, 333, self.gram).refund_ids for _time in range(3)]
        self.assertAlmostEqual(sum(note.amount_untaxed for note in notes), 9.98, 2)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self._back(sale, 2001, self.gram)
        self.assertNothingLeft(sale)

    def test_credited_by_hand_in_another_unit(self):
        sale = self._sell_in(self.shirt, 1, self.dozen, 120.0)
        self._credit(
            sale, 3, 10.0, product_uom_id=self.unit.id, tax_ids=[Command.set(self.tax.ids)]
        )
        self.assertAlmostEqual(self._unit_price(sale), 120.0)
        order = self._back(sale, 4, self.unit)
        self.assertEqual(order.refund_ids.amount_untaxed, 10.0)
