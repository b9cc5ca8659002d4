from odoo import models


class AccountTax(models.Model):
    _inherit = "account.tax"

    def _after_sales_discountable(self):
        """:return: those of a line's taxes that a discount on the whole sale lowers with it: Odoo
        gives none on a fixed amount, and its discount line goes without that tax"""
        return self.filtered(lambda tax: tax._can_be_discounted())
