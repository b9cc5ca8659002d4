from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    after_sales_loan_id = fields.Many2one(
        "after.sales.loan",
        string="Lent By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The loan that has this device. Written with each loan, so that two users who lend "
        "it at once collide on this row.",
    )

    def _after_sales_holders(self):
        loan = self.after_sales_loan_id
        return super()._after_sales_holders() + ([(loan, loan.name)] if loan else [])
