from odoo import models


class AfterSalesDisposition(models.Model):
    """Goods that were sold at a till."""

    _inherit = "after.sales.disposition"

    def _receipt(self):
        """:return: the ``pos.order`` that the goods were sold with, empty if there is none"""
        return self.line_id.pos_line_id.sudo().order_id

    def _sale_quantity(self):
        """In units of the receipt's line, of which later returns are cut."""
        pos_line = self.line_id.pos_line_id.sudo()
        if not pos_line:
            return super()._sale_quantity()
        quantity = self.line_id._quantity_in_product_unit(self.quantity)
        return pos_line._after_sales_units(self.product_id, quantity)
