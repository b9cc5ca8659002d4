from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    after_sales_sampling_lot_ids = fields.One2many(
        "after.sales.sampling.lot",
        "picking_id",
        string="Lots under Sampling",
        groups="after_sales_inspection.group_inspector",
    )

    def action_after_sales_sampling(self):
        """:return: action that opens the lots under sampling of these receipts"""
        return self.after_sales_sampling_lot_ids._get_records_action(
            name=self.env._("Lots under Sampling")
        )
