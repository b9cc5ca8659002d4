from odoo import models

from .repair_order_stage import OPEN_STAGES


class SaleOrderLine(models.Model):
    """What the customer handed in to be repaired does not come back at the same time."""

    _inherit = "sale.order.line"

    def _after_sales_sold_quantities(self):
        sold = super()._after_sales_sold_quantities()
        for repair in self._after_sales_units_in_repair():
            for line in repair._delivered_by_transfer().sale_line_id & self:
                sold[line.id, repair.product_id.id] -= repair._item_quantity()
        return sold

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
