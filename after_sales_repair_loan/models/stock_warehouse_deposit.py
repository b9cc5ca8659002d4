from odoo import fields, models

# Which journals take money that is paid so.
DEPOSIT_METHODS = {"cash": ("cash",), "card": ("bank", "credit"), "transfer": ("bank",)}


class StockWarehouse(models.Model):
    """In which journals a store takes deposits for loan devices."""

    _inherit = "stock.warehouse"

    after_sales_deposit_cash_journal_id = fields.Many2one(
        "account.journal",
        string="Deposits in Cash",
        check_company=True,
        copy=False,
        domain=[("type", "=", "cash")],
        help="The store's own cash box for deposits of loan devices; empty: the company's.",
    )
    after_sales_deposit_card_journal_id = fields.Many2one(
        "account.journal",
        string="Deposits by Card",
        check_company=True,
        copy=False,
        domain=[("type", "in", ("bank", "credit"))],
        help="The journal of the store's card terminal; empty: the company's.",
    )
    after_sales_deposit_transfer_journal_id = fields.Many2one(
        "account.journal",
        string="Deposits by Transfer",
        check_company=True,
        copy=False,
        domain=[("type", "=", "bank")],
        help="The bank account of the store; empty: the company's.",
    )

    def _after_sales_deposit_journal(self, method):
        """:param method: a key of ``DEPOSIT_METHODS``
        :return: the ``account.journal`` of this store for it, else the company's; empty if there
            is none of that kind"""
        self.ensure_one()
        own = self[f"after_sales_deposit_{method}_journal_id"]
        usual = self.company_id.after_sales_deposit_journal_id
        if own or usual.type in DEPOSIT_METHODS[method]:
            return own or usual
        journals = self.env["account.journal"]
        return journals.search(
            [
                *journals._check_company_domain(self.company_id),
                ("type", "in", DEPOSIT_METHODS[method]),
            ],
            limit=1,
        )
