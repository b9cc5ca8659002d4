from odoo import api, fields, models


class AfterSalesLoanReturn(models.TransientModel):
    """From which drawer a deposit goes back in cash."""

    _inherit = "after.sales.loan.return"

    till_session_ids = fields.Many2many(
        related="loan_id.till_session_ids",
        related_sudo=False,
        groups="point_of_sale.group_pos_user",
    )
    pay_back_session_id = fields.Many2one(
        "pos.session",
        string="Till",
        compute="_compute_pay_back_session_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The open session whose drawer gives the deposit back.",
    )

    @api.depends("loan_id", "pay_back_method")
    def _compute_pay_back_session_id(self):
        for wizard in self:
            way = wizard.loan_id._pay_back_vals({"pay_back_method": wizard.pay_back_method})
            wizard.pay_back_session_id = way["pay_back_session_id"]

    def _prepare_pay_back_vals(self):
        return {
            **super()._prepare_pay_back_vals(),
            "pay_back_session_id": self.sudo().pay_back_session_id.id,
        }
