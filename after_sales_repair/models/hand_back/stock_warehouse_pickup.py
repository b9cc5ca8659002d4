from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_opening_hours = fields.Text(
        string="Opening Hours",
        translate=True,
        help="Told to customers who fetch their items here.",
    )
