from odoo import api, fields, models


class StockLot(models.Model):
    """When goods were made: by a date on the lot, else as its name says."""

    _inherit = "stock.lot"

    after_sales_production_date = fields.Date(string="Produced On", copy=False)
    after_sales_production_year = fields.Integer(
        string="Production Year",
        compute="_compute_after_sales_production_year",
        help="Of the date, else read from the number by the pattern of the product's category.",
    )

    @api.depends("after_sales_production_date", "name", "product_id")
    def _compute_after_sales_production_year(self):
        for lot in self:
            made = lot.after_sales_production_date
            category = lot.product_id.categ_id
            lot.after_sales_production_year = (
                made.year if made else category._after_sales_year(lot.name)
            )
