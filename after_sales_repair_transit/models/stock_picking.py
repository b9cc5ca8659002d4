from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    after_sales_consignment_id = fields.Many2one(
        "after.sales.consignment",
        string="Consignment",
        readonly=True,
        index="btree_not_null",
        copy=False,
        help="Items of repairs that travel between a store and its workshop. The backorder of "
        "what was missing has it, too.",
    )

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_consignment_id"}

    def _after_sales_handed_on(self):
        consignment = self.sudo().after_sales_consignment_id
        return {**super()._after_sales_handed_on(), "after_sales_consignment_id": consignment}
