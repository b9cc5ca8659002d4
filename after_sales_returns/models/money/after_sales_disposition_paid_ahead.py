from odoo import models


class AfterSalesDisposition(models.Model):
    _inherit = "after.sales.disposition"

    def _invoice_paid_ahead(self):
        """Invoice the orders that the customer paid and that were not invoiced yet, so that
        what comes back of them can be credited: else the money would stay with us."""
        sold = self.filtered(lambda part: not part._uninvoiced_problems()).line_id.sale_line_id
        orders = sold.filtered(lambda line: line._after_sales_qty_uninvoiced()).order_id
        paid = orders._after_sales_paid_ahead()
        if paid:
            paid._after_sales_invoice_paid()
