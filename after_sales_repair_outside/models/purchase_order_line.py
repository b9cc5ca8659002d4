from odoo import models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def _after_sales_follow_outside(self):
        """Have the costs of outside repairs say what these lines say now."""
        self.env["after.sales.outside.repair"].sudo().search(
            [("purchase_line_id", "in", self.ids)]
        )._follow_bill()
