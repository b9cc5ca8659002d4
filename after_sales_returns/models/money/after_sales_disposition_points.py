from odoo import models


class AfterSalesDisposition(models.Model):
    """Loyalty points follow the goods, see ``sale_order_points.py``."""

    _inherit = "after.sales.disposition"

    def _sync_points(self):
        """Have what was earned and spent with these goods go back as far as they did."""
        documents = {part.line_id.sale_line_id.order_id: part.return_id for part in self}
        self.line_id.sale_line_id.order_id._after_sales_sync_points(documents)
