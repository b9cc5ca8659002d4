from odoo import models


class AccountMoveLine(models.Model):
    """The cost of sales of dropshipped goods: their bill is booked as cost, so Odoo books none
    with the invoice, and none back with the credit note. Once they lie in our own stock they
    are no cost any more."""

    _inherit = "account.move.line"

    def _eligible_for_stock_account(self):
        return self._takes_after_sales_dropship_back() or super()._eligible_for_stock_account()

    def _takes_after_sales_dropship_back(self):
        """Whether a return order brings back, or takes back in vain, what was dropshipped."""
        self.ensure_one()
        if self.move_type == "out_invoice":
            credited = self.after_sales_origin_line_id
            return bool(credited) and credited._takes_after_sales_dropship_back()
        part = self.after_sales_disposition_id.sudo()
        return (
            self.product_id.is_storable
            and part.product_id == self.product_id
            and not part._route_row().to_customer
            and any(move.is_dropship for move in part.line_id._origin_quantities())
        )

    def _get_cogs_value(self):
        origin = self.after_sales_origin_line_id
        booked = origin.move_id.line_ids.filtered(lambda line: line.cogs_origin_id == origin)
        if self.move_type == "out_invoice" or booked or not self._takes_after_sales_dropship_back():
            return super()._get_cogs_value()
        return self.after_sales_disposition_id.sudo().line_id._after_sales_dropship_cost()
