from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_mine = fields.Boolean(
        string="My Warehouse",
        compute="_compute_after_sales_mine",
        search="_search_after_sales_mine",
        help="One of the user's stores for returns; every warehouse for users without any.",
    )

    @api.depends_context("uid")
    def _compute_after_sales_mine(self):
        mine = self.env.user.after_sales_warehouse_ids
        for warehouse in self:
            warehouse.after_sales_mine = not mine or warehouse in mine

    @api.model
    def _search_after_sales_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env.user.after_sales_warehouse_ids
        return [("id", "in", mine.ids)] if mine else [(1, "=", 1)]
