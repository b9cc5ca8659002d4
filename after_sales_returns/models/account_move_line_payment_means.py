from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    after_sales_beyond = fields.Selection(
        [("compensation", "Compensation"), ("credit", "Credit paid out")],
        string="Beyond the Price",
        copy=False,
        readonly=True,
        help="Money on a credit note of a return that is not the price of the goods given back "
        "in the way it was paid: a compensation, or credit that a manager pays out.",
    )

    def _is_after_sales_card(self):
        """Whether this invoice line is a payment by gift card or eWallet."""
        self.ensure_one()
        return any(line._is_after_sales_card() for line in self.sale_line_ids)

    def _after_sales_gross_factor(self):
        """:return: what this line costs with its taxes, for one of its untaxed amount"""
        self.ensure_one()
        return self.price_total / self.price_subtotal if self.price_subtotal else 1.0
