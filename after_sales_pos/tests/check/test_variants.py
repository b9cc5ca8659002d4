from odoo.fields import Command
from odoo.tests import tagged

from ..common import TillCommon


@tagged("post_install", "-at_install")
class TestVariants(TillCommon):
    """What the screen offers instead of what comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        size = cls.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": name}) for name in "SML"]}
        )
        template = cls.env["product.template"].create(
            {
                "name": "Coat",
                "is_storable": True,
                "available_in_pos": True,
                "list_price": 100.0,
                "attribute_line_ids": [
                    Command.create(
                        {"attribute_id": size.id, "value_ids": [Command.set(size.value_ids.ids)]}
                    )
                ],
                "taxes_id": [Command.set(cls.shirt.taxes_id.ids)],
            }
        )
        cls.small, cls.medium, cls.large = template.product_variant_ids
        cls._open(cls.till)

    def _variants(self):
        rows = self._as_cashier(self.till).after_sales_variants(self.small.id)
        return {row["attributes"]: row for row in rows}

    def test_variants_say_what_is_here_and_in_the_other_stores(self):
        self._stock(self.medium, 2, warehouse=self.store)
        self._stock(self.medium, 1, warehouse=self.warehouse)
        self._stock(self.medium, 4, warehouse=self.other_store)
        rows = self._variants()
        self.assertEqual(list(rows), ["S", "M", "L"])
        self.assertEqual(rows["S"]["quantity"], 0)
        self.assertEqual(rows["S"]["stores"], [])
        self.assertEqual(rows["M"]["quantity"], 2)
        self.assertEqual(
            [(store["name"], store["quantity"]) for store in rows["M"]["stores"]],
            [("Store South", 4), (self.warehouse.name, 1)],
        )

    def test_reserved_and_returned_goods_are_not_offered(self):
        self._stock(self.large, 3, warehouse=self.store)
        self.env["stock.quant"]._update_available_quantity(
            self.large, self.store.after_sales_location_id, 5
        )
        move = self.env["stock.move"].create(
            {
                "product_id": self.large.id,
                "product_uom_qty": 1,
                "location_id": self.store.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(self._variants()["L"]["quantity"], 2)

    def test_variants_cost_what_the_till_asks_today_with_tax(self):
        taxed = self.small.taxes_id.compute_all(80.0)["total_included"]
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Sale",
                "item_ids": [Command.create({"compute_price": "fixed", "fixed_price": 80.0})],
            }
        )
        self.till.pricelist_id = pricelist
        self.assertEqual(self._variants()["M"]["price"], taxed)
