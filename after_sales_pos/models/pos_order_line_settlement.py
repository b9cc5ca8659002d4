from odoo import models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _is_after_sales_misplaced(self, settlement):
        """Whether this line of a return stands where no return explains it.

        :param settlement: the company's settlement product
        """
        self.ensure_one()
        order = self.order_id
        if self.after_sales_role == "settlement":
            return not order.after_sales_ticket or self.product_id != settlement or self.tax_ids
        return not order.after_sales_request or not self.after_sales_role
