from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _after_sales_part_back(self):
        """The part of this line (0..1) that return orders took back for money: half the price
        of all units is half of it. A free piece that shares its price shares this, too."""
        self.ensure_one()
        shares = self._after_sales_free_shares()
        mine = {
            free: share for free, share in shares.items() if self in free._after_sales_paid_lines()
        }
        back = sum(share * free._after_sales_units_back() for free, share in mine.items())
        return (self._after_sales_units_back() + back) / (1.0 + sum(mine.values()))

    def _after_sales_units_back(self):
        self.ensure_one()
        ordered = self.product_uom_qty + self.after_sales_qty_lowered
        if ordered <= 0:
            return 0.0
        back = sum(
            part.quantity_credited * part.refund_percent / 100.0
            for part in self.after_sales_line_ids.disposition_ids
        )
        return min(1.0, back / ordered)

    def _after_sales_rewarded_lines(self):
        """The goods whose return gives back the points that this reward cost: a free product is
        its own."""
        self.ensure_one()
        return self._after_sales_discounted_lines() if self._is_after_sales_discount() else self
