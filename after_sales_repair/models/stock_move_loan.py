from odoo import api, fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_loan_id = fields.Many2one(
        "after.sales.loan",
        string="Loan",
        index="btree_not_null",
        copy=False,
        help="This move lends a device or takes it back.",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "after_sales_loan_id"]
