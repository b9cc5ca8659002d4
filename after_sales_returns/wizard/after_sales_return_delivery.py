from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..bounds import AMOUNT, Bounded
from ..models.order.after_sales_return_close import MANAGER
from ..tools import only_one, refuse


class AfterSalesReturnDelivery(Bounded, models.TransientModel):
    """Where a manager says how much of the delivery cost is given back."""

    _name = "after.sales.return.delivery"
    _description = "Give Delivery Cost Back"

    return_id = fields.Many2one("after.sales.return", required=True, readonly=True)
    currency_id = fields.Many2one(related="return_id.currency_id")
    amount_left = fields.Monetary(
        string="Paid and Not Given Back",
        compute="_compute_amount_left",
        help="Untaxed, after the discounts on the order.",
    )
    amount = fields.Monetary(
        string="Give Back",
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="Untaxed; its tax is given back with it.",
    )

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "amount": AMOUNT}

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "after.sales.return":
            values.setdefault("return_id", self.env.context["active_ids"][0])
        return values

    @api.depends("return_id")
    def _compute_amount_left(self):
        for wizard in self:
            left = sum(wizard._left().values())
            wizard.amount_left = wizard.currency_id.round(left)

    @api.depends("amount_left")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.amount_left

    def _left(self):
        """:return: dict delivery line → untaxed amount that was invoiced and not given back"""
        lines = self.return_id.sudo().sale_order_ids._after_sales_delivery_lines()
        worth = lines.filtered(lambda line: line._after_sales_posted_lines())
        return {line: left for line, (_paid, left) in worth._after_sales_delivery_worth().items()}

    def action_give(self):
        """Credit the amount and post the credit note."""
        only_one(self)
        self._check_give()
        amount = self.amount
        for line, left in self._left().items():
            part = min(amount, left)
            if self.currency_id.compare_amounts(part, 0.0) > 0:
                parts = self.env["after.sales.disposition"].sudo()
                parts._create_delivery_notes(line, part, self.return_id.sudo())
                amount -= part
        return {"type": "ir.actions.act_window_close"}

    def _check_give(self):
        if not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only a manager gives delivery cost back by hand: ask for that role.")
            )
        self.return_id.check_access("write")
        refuse(self._problems())

    def _problems(self):
        names = {"return": self.return_id.name}
        compare = self.currency_id.compare_amounts
        if self.return_id.state not in ("approved", "closed"):
            return [
                self.env._(
                    "%(return)s is not approved, so nothing is given back yet. Approve it first.",
                    **names,
                )
            ]
        if compare(self.amount_left, 0.0) <= 0:
            return [
                self.env._(
                    "%(return)s: nothing is left to give back of the delivery. It was given back "
                    "already, it is not invoiced yet, or its product is not marked as a delivery "
                    "fee.",
                    **names,
                )
            ]
        if compare(self.amount, 0.0) <= 0:
            return [self.env._("%(return)s: give back more than nothing.", **names)]
        if compare(self.amount, self.amount_left) > 0:
            return [
                self.env._(
                    "%(return)s: %(left)s of the delivery was paid and not given back. Give back "
                    "no more than that.",
                    left=self.currency_id.format(self.amount_left),
                    **names,
                )
            ]
        return []
