from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    after_sales_transit_batch_id = fields.Many2one(
        "after.sales.transit.batch",
        string="Transit Batch",
        readonly=True,
        index="btree_not_null",
        copy=False,
        help="Items of repairs that travel between a store and its workshop. The backorder of "
        "what was missing has it, too.",
    )

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_transit_batch_id"}

    def _after_sales_handed_on(self):
        batch = self.sudo().after_sales_transit_batch_id
        return {**super()._after_sales_handed_on(), "after_sales_transit_batch_id": batch}
