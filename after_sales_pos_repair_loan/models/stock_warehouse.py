from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _after_sales_till_sessions(self):
        """:return: the open ``pos.session`` of this store's tills whose cash takes deposits"""
        sessions = self.env["pos.session"].search(
            [
                ("state", "=", "opened"),
                ("rescue", "=", False),
                ("config_id.picking_type_id.warehouse_id", "in", self.ids),
            ]
        )
        # A deposit is owed in the company's currency.
        return sessions.filtered(
            lambda session: session.cash_journal_id and session.is_in_company_currency
        )
