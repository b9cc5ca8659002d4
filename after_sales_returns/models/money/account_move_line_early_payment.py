from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _after_sales_rated_taxes(self):
        """:return: the taxes of this line that a discount for early payment lowers: Odoo leaves
        out those of a fixed amount"""
        self.ensure_one()
        return self.tax_ids.filtered(lambda tax: tax.amount_type != "fixed")
