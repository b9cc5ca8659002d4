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
            amount = self.qty * self.price_unit
            is_other = self.order_id.currency_id.compare_amounts(self._after_sales_amount(), amount)
            is_altered = bool(self.tax_ids or self.discount or is_other)
            return not order.after_sales_ticket or self.product_id != settlement or is_altered
        if self.after_sales_role == "card":
            return not order.after_sales_ticket or not self._is_after_sales_spent_again()
        return not order.after_sales_request or not self.after_sales_role

    def _is_after_sales_spent_again(self):
        """Whether this line can be what a card of a returned receipt pays of new goods."""
        origin = self.after_sales_origin_id
        return (
            not self.order_id.is_refund
            and origin._is_after_sales_card()
            and self.product_id == origin.product_id
            and self._after_sales_amount() < 0
        )
