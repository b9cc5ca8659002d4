"""The links that inspections put on documents of Odoo's (see ``after_sales_link_guard.py`` of the
returns): an inspection names what it is of, and is not moved to another one from there."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_inspection_ids"}


class StockLot(models.Model):
    _inherit = "stock.lot"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_inspection_ids"}
