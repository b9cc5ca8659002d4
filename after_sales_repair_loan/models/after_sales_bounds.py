"""What the numbers of loans may be (see ``bounds.py`` of the returns). Imported last: it looks at
values before all other code of its models."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import AMOUNT, Bounded


class AfterSalesLoan(Bounded, models.Model):
    _inherit = "after.sales.loan"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "deposit": AMOUNT, "amount_withheld": AMOUNT}
