"""The links that quality puts on documents of Odoo's (see ``after_sales_link_guard.py`` of the
returns)."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_sampling_lot_id"}


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_sampling_lot_ids"}
