from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # The return screen looks for the sale of a serial number.
    _after_sales_lot_idx = models.Index("(lot_id, id DESC) WHERE lot_id IS NOT NULL")
