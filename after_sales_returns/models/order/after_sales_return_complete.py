from odoo import models


class AfterSalesReturn(models.Model):
    """A return order of which nothing is left to do closes by itself."""

    _inherit = "after.sales.return"

    def _close_if_complete(self):
        """Close the approved orders of which nothing is awaited, to sort or to settle."""
        complete = self.filtered(lambda order: order.state == "approved" and order._is_complete())
        complete.sudo()._write_state({"state": "closed"})

    def _is_complete(self):
        self.ensure_one()
        return not any(
            line._is_to_sort()
            or line._is_to_settle()
            or line.quantity_advanced
            or line.product_uom_id.compare(line._quantity_awaited(), 0.0) > 0
            for line in self.line_ids
        )
