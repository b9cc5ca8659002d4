from odoo import fields, models


class StockLot(models.Model):
    """What a serial or lot was inspected for."""

    _inherit = "stock.lot"

    after_sales_inspection_ids = fields.One2many(
        "after.sales.inspection",
        "lot_id",
        string="Inspections",
        groups="after_sales_inspection.group_inspector",
    )
