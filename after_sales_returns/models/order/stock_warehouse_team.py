from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_return_team_id = fields.Many2one(
        "after.sales.team",
        string="Returns Team",
        check_company=True,
        copy=False,
        help="Whose work the returns are that this warehouse receives, unless the reason has a "
        "team of its own.",
    )
