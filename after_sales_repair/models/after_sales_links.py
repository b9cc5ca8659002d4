"""The links that repairs put on documents of Odoo's (see ``after_sales_link_guard.py``
of the returns)."""

from odoo import models

from odoo.addons.after_sales_returns.models.after_sales_links import GUARD


class StockMove(models.Model):
    """A move that carries the item of a repair hands it back: so nobody says that of a move of
    their own."""

    _inherit = "stock.move"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_item_repair_id"}


class StockLot(models.Model):
    """Whether an item is in repair stands on its serial number."""

    _inherit = "stock.lot"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_repair_id"}


class SaleOrder(models.Model):
    """Which quotation is a repair's decides how it may be answered."""

    _inherit = "sale.order"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_repair_id"}


class RepairOrder(models.Model):
    _name = "repair.order"
    _inherit = ["repair.order", GUARD]

    def _after_sales_links(self):
        own = {"item_move_ids", "quotation_ids", "after_sales_inspection_ids"}
        return super()._after_sales_links() | own
