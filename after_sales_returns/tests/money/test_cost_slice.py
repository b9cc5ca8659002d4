from odoo.tests import tagged

from .property_case import PropertyCase


@tagged("post_install", "-at_install")
class TestCostSlice(PropertyCase):
    """The cost of sales comes back with the goods, to the cent, in whatever units they come."""

    def test_pieces_of_a_dozen(self):
        """A dozen left at 240 or more; 1, 4 and 7 pieces bring all of it back."""
        for costing in ("standard", "average", "fifo"):
            with self.subTest(costing=costing), self.undone():
                good = self.goods[costing, "real_time", "piece"]
                before = self._balances()
                dozen = {"product_uom_id": self.units["dozen"].id, "price_unit": 120.0}
                sale = self._sell((good, 1, dozen))
                cost = self._balances()["cost"] - before.get("cost", 0.0)
                self.assertGreaterEqual(cost, 240.0)
                for pieces in (1, 4, 7):
                    order = self._create_return(
                        sale, {good: pieces}, line_vals={"product_uom_id": good.uom_id.id}
                    )
                    self._approve(order)
                    self._receive(order)
                    self._decide(order)
                    order.action_settle()
                after = self._balances()
                for name in ("cost", "stock"):
                    self.assertAlmostEqual(after.get(name, 0.0), before.get(name, 0.0), 2)
