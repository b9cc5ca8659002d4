from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import refuse

MANAGER = "after_sales_returns.group_after_sales_manager"


class AfterSalesDisposition(models.Model):
    """Compensation: money beyond the price. It leaves by this amount alone, whatever it is for:
    proposed with its reason, approved by a manager, capped by the policy over all returns of
    what was sold, and posted as a line on an account of its own."""

    _inherit = "after.sales.disposition"

    compensation_amount = fields.Monetary(
        string="Compensation",
        copy=False,
        help="Given beyond the price, untaxed, for the whole quantity. The policy caps it, and a "
        "manager approves it.",
    )
    compensation_reason = fields.Char(copy=False, help="What the compensation is for.")
    compensation_user_id = fields.Many2one(
        "res.users", string="Proposed By", readonly=True, copy=False
    )
    compensation_approver_id = fields.Many2one(
        "res.users", string="Approved By", readonly=True, copy=False
    )
    compensation_max = fields.Monetary(
        string="Compensation Up to",
        compute="_compute_compensation_max",
        help="What the policy allows for this quantity, untaxed.",
    )

    _compensation_positive = models.Constraint(
        "CHECK(compensation_amount >= 0)", "A compensation cannot be negative."
    )

    @api.depends("line_id.policy_compensation_percent", "line_id.price_paid_unit", "quantity")
    def _compute_compensation_max(self):
        for part in self:
            part.compensation_max = part.line_id._compensation_cap(part.quantity)

    # Proposing and approving ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.filtered("compensation_amount")._propose_compensation()
        return parts

    def write(self, vals):
        result = super().write(vals)
        if {"compensation_amount", "compensation_reason"} & set(vals):
            self._propose_compensation()
        return result

    def _propose_compensation(self):
        """Whoever changes a compensation proposes it anew; a manager who does approves it."""
        manager = self.env.user.has_group(MANAGER)
        vals = {
            "compensation_user_id": self.env.uid,
            "compensation_approver_id": self.env.uid if manager else False,
        }
        self._write_decided(vals)
        given = self.filtered("compensation_amount")
        given._check_compensation_reason()
        given.line_id._check_compensation()

    def _check_compensation_reason(self):
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: write what the compensation is for.", **part._names()
                )
                for part in self
                if not (part.compensation_reason or "").strip()
            ]
        )

    def action_approve_compensation(self):
        """A manager agrees to what was proposed; whoever may settle then pays it."""
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only after-sales managers approve a compensation: ask one of them.")
            )
        parts = self.filtered("compensation_amount")
        parts._check_open(("draft", "decided"))
        parts.line_id._check_compensation()
        parts.sudo()._approve_compensation()
        return True

    def _approve_compensation(self):
        self._write_decided({"compensation_approver_id": self.env.uid})

    def _awaits_compensation(self):
        """Whether a compensation is proposed that no manager approved."""
        self.ensure_one()
        return bool(self.compensation_amount) and not self.compensation_approver_id

    def _awaits_compensation_sentence(self):
        self.ensure_one()
        return self.env._(
            "%(return)s, %(product)s: a compensation of %(amount)s is proposed. Ask a manager to "
            "approve it, or take it back.",
            amount=self.currency_id.format(self.compensation_amount),
            **self._names(),
        )
