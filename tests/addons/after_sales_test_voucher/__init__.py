"""A resolution, the voucher of a partner such as the mall, and a route, the museum of the house.

The example of CONTRIBUTING.md, short enough to stand in one file: an addon that people use has a
folder of models instead, and a menu for its settings.
"""

from odoo import fields, models
from odoo.fields import Command
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)


class AfterSalesResolution(models.AbstractModel):
    _inherit = "after.sales.resolution"
    _rows = {
        "voucher": {
            "sequence": 25,
            "credits": True,
            "fee": True,
            "final": True,
            "ahead": True,
            "windows": ("refund",),
            "portal": True,
            "setup": ("voucher_product_id",),
            "label": _lt("Voucher"),
            "icon": "fa-ticket",
            "done": _lt("Voucher of the mall"),
            "setting": "after_sales_voucher",
            "ticket": ("pos", "sale", "return", "none"),
            "offline": True,
            "manager_at": ("review", "refused"),
            "credit_product": "voucher_product_id",
        }
    }


class AfterSalesRoute(models.AbstractModel):
    _inherit = "after.sales.route"
    _rows = {"museum": {"sequence": 15, "location": "museum_location_id"}}


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    resolution = fields.Selection(
        selection_add=[("voucher", "Voucher of the mall"), ("none",)],
        ondelete={"voucher": lambda lines: lines._leave_value("voucher")},
    )


class AfterSalesDisposition(models.Model):
    _inherit = "after.sales.disposition"

    resolution = fields.Selection(
        selection_add=[("voucher", "Voucher of the mall"), ("none",)],
        ondelete={"voucher": lambda parts: parts._leave_value("voucher")},
    )
    route = fields.Selection(
        selection_add=[("museum", "To the museum"), ("vendor",)],
        ondelete={"museum": lambda parts: parts._leave_value("museum")},
    )

    def _settle_voucher(self):
        """What the credit notes owe the customers is owed to the mall, which gives the vouchers."""
        for note in self._create_credit_notes():
            note._owe_to_the_mall()

    def _route_museum(self):
        for warehouse, parts in self._by_handling_warehouse():
            parts._transfer_to(warehouse.museum_location_id)


class AccountMove(models.Model):
    _inherit = "account.move"

    def _owe_to_the_mall(self):
        product = self.company_id.voucher_product_id.with_company(self.company_id)
        account = product._get_product_accounts()["income"]
        owed = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        amount = sum(owed.mapped("amount_residual"))
        entry = self.create(
            {
                "journal_id": self.company_id.after_sales_store_credit_journal_id.id,
                "line_ids": [
                    Command.create({"account_id": owed.account_id.id, "balance": -amount}),
                    Command.create({"account_id": account.id, "balance": amount}),
                ],
            }
        )
        entry._post(soft=False)
        (
            owed + entry.line_ids.filtered(lambda line: line.account_id == owed.account_id)
        ).reconcile()


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _after_sales_give_voucher(self, returned, lines):
        """The mall sends it: somebody tells it to."""
        amount = self.currency_id.format(lines._after_sales_amount())
        self.message_post(body=f"Voucher of {amount}")


class PosConfig(models.Model):
    _inherit = "pos.config"

    after_sales_voucher = fields.Boolean(string="Voucher of the Mall", default=True)


class ResCompany(models.Model):
    _inherit = "res.company"

    voucher_product_id = fields.Many2one("product.product", string="Voucher Product")


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    museum_location_id = fields.Many2one("stock.location", string="Museum")
