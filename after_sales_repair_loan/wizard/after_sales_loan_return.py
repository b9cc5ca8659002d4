from odoo import api, fields, models

from odoo.addons.after_sales_returns.bounds import AMOUNT, Bounded
from odoo.addons.after_sales_returns.tools import only_one

from ..models.after_sales_loan_deposit import WAYS


class AfterSalesLoanReturn(Bounded, models.TransientModel):
    """A loan device comes back: in which condition, and what is withheld of the deposit."""

    _name = "after.sales.loan.return"
    _description = "Take Back a Loan Device"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("loan_id",)

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
    amount_held = fields.Monetary(related="loan_id.amount_held", related_sudo=False)
    amount_withheld = fields.Monetary(
        string="Withhold",
        compute="_compute_amount_withheld",
        store=True,
        readonly=False,
        precompute=True,
    )
    withheld_reason = fields.Text(
        string="Why Withheld",
        compute="_compute_amount_withheld",
        store=True,
        readonly=False,
        precompute=True,
    )
    pay_back_method = fields.Selection(
        WAYS,
        string="Pay Back By",
        compute="_compute_pay_back_method",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("goes_to", "loan_id")
    def _compute_amount_withheld(self):
        """Who lost the device gets nothing back, unless somebody says otherwise."""
        for wizard in self:
            lost = wizard.goes_to == "lost"
            wizard.amount_withheld = wizard.loan_id.amount_held if lost else 0.0
            wizard.withheld_reason = (
                self.env._("The device was not brought back.") if wizard.amount_withheld else False
            )

    @api.depends("loan_id")
    def _compute_pay_back_method(self):
        """The way it came."""
        for wizard in self:
            wizard.pay_back_method = wizard.loan_id.deposit_method

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "amount_withheld": AMOUNT}

    def action_take_back(self):
        only_one(self)
        self.loan_id._take_back(
            self.goes_to,
            grade_in_id=self.grade_in_id.id,
            condition_in=self.condition_in,
            amount_withheld=self.amount_withheld,
            withheld_reason=self.withheld_reason,
            **self._prepare_pay_back_vals(),
        )
        return {"type": "ir.actions.act_window_close"}

    def _prepare_pay_back_vals(self):
        """:return: dict for ``_take_back``: how the deposit goes back"""
        self.ensure_one()
        return {"pay_back_method": self.pay_back_method}
