from collections import defaultdict

from odoo import models

from .repair_order_stage import OPEN_STAGES


class SaleOrderLine(models.Model):
    """What the customer handed in to be repaired does not come back at the same time."""

    _inherit = "sale.order.line"

    def _after_sales_sold_quantities(self):
        repairs = self._after_sales_units_in_repair()
        if not repairs:
            return super()._after_sales_sold_quantities()
        lines = self.union(*(repair._delivered_lines() for repair in repairs))
        sold = super(SaleOrderLine, lines)._after_sales_sold_quantities()
        lines._after_sales_take_in_repair(sold)
        own = {key: quantity for key, quantity in sold.items() if key[0] in self.ids}
        return defaultdict(float, own)

    def _after_sales_take_in_repair(self, sold):
        """Subtract what is in repair, each unit once. Where the same product stands on several
        lines and no serial tells, it is of one that nothing else is claimed of.

        :param sold: dict (sale line id, product id) → quantity, lowered
        """
        claimed = self._after_sales_claimed_quantities()
        for repair in self._after_sales_units_in_repair().sorted("id"):
            left = repair._item_quantity()
            lines = repair._delivered_lines() & self
            keys = [(line.id, repair.product_id.id) for line in lines]
            for key in keys:
                free = max(sold[key] - claimed[key], 0.0)
                taken = left if key == keys[-1] else min(left, free)
                sold[key] -= taken
                left -= taken

    def _after_sales_units_in_repair(self):
        """The open repairs of what transfers delivered of these lines."""
        return (
            self.env["repair.order"]
            .sudo()
            .search(
                [
                    ("picking_id.move_ids.sale_line_id", "in", self.ids),
                    ("after_sales_stage", "in", OPEN_STAGES[1:]),
                ]
            )
        )

    def _after_sales_overclaim_sentence(self, product, sold, claimed):
        sentence = super()._after_sales_overclaim_sentence(product, sold, claimed)
        repairs = self._after_sales_units_in_repair().filtered(
            lambda repair: repair.product_id == product
        )
        if not repairs:
            return sentence
        return self.env._(
            "%(sentence)s In repair: %(repairs)s.",
            sentence=sentence,
            repairs=", ".join(repairs.mapped("name")),
        )
