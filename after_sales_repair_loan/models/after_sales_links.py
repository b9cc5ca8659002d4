"""The links that loans put on documents of Odoo's (see ``after_sales_link_guard.py`` of the
returns)."""

from odoo import models

from odoo.addons.after_sales_returns.models.after_sales_links import GUARD


class StockMove(models.Model):
    _inherit = "stock.move"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_loan_id"}


class StockLot(models.Model):
    """Whether an item is lent stands on its serial number."""

    _inherit = "stock.lot"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_loan_id"}


class AccountMove(models.Model):
    _inherit = "account.move"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_loan_id"}


class AccountPayment(models.Model):
    _name = "account.payment"
    _inherit = ["account.payment", GUARD]

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_loan_id"}
