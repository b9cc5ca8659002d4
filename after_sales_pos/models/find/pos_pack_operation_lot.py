from odoo import models


class PosPackOperationLot(models.Model):
    _inherit = "pos.pack.operation.lot"

    # The return screen looks for the sale of a serial number, in small or capital letters.
    _after_sales_lot_name_idx = models.Index(
        "(lower(lot_name), id DESC) WHERE lot_name IS NOT NULL"
    )
