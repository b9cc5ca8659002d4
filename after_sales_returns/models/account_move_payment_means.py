from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _after_sales_counted_amount(self):
        """Money beyond the price has caps of its own."""
        beyond = self.invoice_line_ids.filtered("after_sales_beyond")
        return super()._after_sales_counted_amount() - sum(beyond.mapped("price_total"))

    def _after_sales_card_lines(self):
        """:return: the lines of these credit notes that give back a payment by card"""
        return self.invoice_line_ids.filtered(
            lambda line: (
                line.after_sales_origin_line_id
                and line.after_sales_origin_line_id._is_after_sales_card()
            )
        )
