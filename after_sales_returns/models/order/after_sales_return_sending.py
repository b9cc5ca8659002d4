from odoo import api, fields, models

from ...tools import refuse

PROOF = {"carrier_tracking_ref", "sending_proof_ids"}
# What a withdrawal is paid back with; of the others a person decides.
AHEAD = "transit"


class AfterSalesReturn(models.Model):
    """Sending the goods back, and the money that is owed for it: of a withdrawal nothing may be
    withheld any more once the goods are here or the customer proved that they were sent
    (Directive 2011/83/EU, Article 13(3))."""

    _inherit = "after.sales.return"

    sending_proof_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_return_sending_proof_rel",
        string="Proof of Sending",
        copy=False,
        help="For example the carrier's receipt. It, or a tracking reference, proves that the "
        "goods were sent.",
        bypass_search_access=True,
    )
    date_sent = fields.Datetime(
        string="Sending Proven",
        readonly=True,
        copy=False,
        help="When we first had a proof that the goods were sent.",
    )
    is_withdrawal = fields.Boolean("Withdrawal", compute="_compute_is_withdrawal")

    @api.depends("line_ids.resolution", "line_ids.statutory_policy_id.repayment_from")
    def _compute_is_withdrawal(self):
        for order in self:
            order.is_withdrawal = bool(order._withdrawn_lines())

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._on_sending_proven()
        return orders

    def write(self, vals):
        result = super().write(vals)
        if PROOF & set(vals):
            self._on_sending_proven()
        return result

    def _on_sending_proven(self):
        """The proof is here: pay what the policy pays on the way."""
        proven = self.filtered(lambda one: one.carrier_tracking_ref or one.sending_proof_ids)
        proven.filtered(lambda one: not one.date_sent).sudo().write(
            {"date_sent": fields.Datetime.now()}
        )
        proven.filtered(lambda one: one.state == "approved")._settle_ahead("transit")
        proven.sudo()._sync_open_promises()

    # Paying before it is here -------------------------------------------------------------

    def action_pay_withdrawal(self):
        """Pay back withdrawals whose goods are not here yet, where nothing may be withheld: the
        customer proved that they were sent, or we collect them.

        :raise UserError: a sentence for each that may still be withheld, or has nothing to pay
        """
        self.env["after.sales.disposition"]._check_may_settle()
        self.check_access("write")
        orders = self.sudo()
        refuse([sentence for order in orders for sentence in order._pay_withdrawal_problems()])
        vals_list = [
            vals for line in orders._withdrawn_lines() for vals in line._prepare_ahead_vals(AHEAD)
        ]
        self.env["after.sales.disposition"].sudo().create(vals_list)._do_settle()
        orders._sync_open_promises()
        return True

    def _pay_withdrawal_problems(self):
        lines, names = self._withdrawn_lines(), {"return": self.name}
        if self.state != "approved" or not any(line._prepare_ahead_vals(AHEAD) for line in lines):
            return [
                self.env._(
                    "%(return)s: no withdrawal waits to be paid back before its goods are here. "
                    "Sort and settle what came.",
                    **names,
                )
            ]
        if self._is_withheld(lines):
            return [
                self.env._(
                    "%(return)s: the goods are not here, and nothing proves that they were sent. "
                    "Attach the carrier's receipt, or enter the tracking reference.",
                    **names,
                )
            ]
        return []
