from odoo import fields, models


class AfterSalesLoanReturn(models.TransientModel):
    """A loan device comes back: in which condition, and what is withheld of the deposit."""

    _name = "after.sales.loan.return"
    _description = "Take Back a Loan Device"
    _inherit = ["after.sales.posted.mixin"]
    _posted_names = ("loan_id",)

    loan_id = fields.Many2one("after.sales.loan", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="loan_id.partner_id", related_sudo=False)
    product_id = fields.Many2one(related="loan_id.product_id", related_sudo=False)
    lot_id = fields.Many2one(related="loan_id.lot_id", related_sudo=False)
    condition_out = fields.Text(related="loan_id.condition_out", related_sudo=False)
    goes_to = fields.Selection(
        [
            ("pool", "Back: it can be lent again"),
            ("repair", "Damaged: it is repaired"),
            ("scrap", "Damaged: it is scrapped"),
            ("lost", "Lost: it does not come back"),
        ],
        string="What Becomes of It",
        required=True,
        default="pool",
    )
    grade_in_id = fields.Many2one("after.sales.grade", string="Grade")
    condition_in = fields.Text(string="Condition")
    currency_id = fields.Many2one(related="loan_id.currency_id", related_sudo=False)
    deposit = fields.Monetary(related="loan_id.deposit", related_sudo=False)
    amount_withheld = fields.Monetary(string="Withhold")
    withheld_reason = fields.Text(string="Why Withheld")

    def action_take_back(self):
        self.ensure_one()
        self.loan_id._take_back(
            self.goes_to,
            grade_in_id=self.grade_in_id.id,
            condition_in=self.condition_in,
            amount_withheld=self.amount_withheld,
            withheld_reason=self.withheld_reason,
        )
        return {"type": "ir.actions.act_window_close"}
