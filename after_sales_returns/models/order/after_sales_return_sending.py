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

    # What is owed -------------------------------------------------------------------------

    def _withdrawn_lines(self):
        """The lines that the law has paid back within some days: not those of which the customer
        wants something else."""
        return self.line_ids.filtered(
            lambda line: line._resolution_row().pays and line.statutory_policy_id.repayment_from
        )

    def _repayment_fact(self):
        """Where paying back stands, see ``_promise_facts``; None where no law asks for it.

        It outlives the return order: a credit note settles it, and money ends it. As long as
        the money may be withheld, it waits; a question to the customer does not stop it.
        """
        self.ensure_one()
        lines = self._withdrawn_lines()
        start = self._repayment_start(lines)
        met = self._date_repaid(lines) if start and self.state != "refused" else None
        return None if met is None else (start, met, self._is_withheld(lines))

    def _repayment_start(self, lines):
        if "withdrawal" in lines.statutory_policy_id.mapped("repayment_from"):
            return self.date_requested
        return lines and self.date_received

    def _is_withheld(self, lines):
        """Whether the trader may still wait for the goods: neither are they here nor sent, and
        the customer is to send them."""
        awaited = any(
            line.product_uom_id.compare(line.quantity_received, line.quantity) < 0 for line in lines
        )
        return awaited and not self.date_sent and self.transport not in ("pickup", "keep")

    def _date_repaid(self, lines):
        """When it was paid back; False as long as it is not, None if nothing of it is owed."""
        notes = self.refund_ids.filtered_domain(self.refund_ids._after_sales_to_pay_domain())
        open_parts = self.state in ("requested", "approved") and any(
            line._is_to_pay_back() for line in lines
        )
        if notes or open_parts:
            return False
        return fields.Datetime.now() if self.date_settled else None

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
