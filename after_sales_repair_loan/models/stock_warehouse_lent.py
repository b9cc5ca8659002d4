from odoo import api, models, tools


class StockWarehouse(models.Model):
    """Where lent devices lie in our books; asked at every move of goods, so remembered."""

    _inherit = "stock.warehouse"

    @api.model
    @tools.ormcache()
    def _after_sales_lent_location_ids(self):
        """:return: frozenset of ids, of all companies"""
        stores = self.sudo().with_context(active_test=False)
        return frozenset(
            stores.search([("after_sales_lent_location_id", "!=", False)])
            .mapped("after_sales_lent_location_id")
            .ids
        )

    def write(self, vals):
        if "after_sales_lent_location_id" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
