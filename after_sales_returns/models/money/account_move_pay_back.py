from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import refuse

# A refund that the provider refused or that was called off gave nothing back.
LOST = ("cancel", "error")


class AccountMove(models.Model):
    """Credit notes of returns are paid back by the means that the invoice was paid by: as far
    as the customer paid through a provider that can refund, through that provider, never more
    than came that way; the rest with Odoo's own register-payment."""

    _inherit = "account.move"

    after_sales_pay_back = fields.Char(
        string="Paid Back By",
        compute="_compute_after_sales_pay_back",
        compute_sudo=True,
        help="The provider through which the customer paid and can be refunded, and how much.",
    )

    def _post(self, soft=True):
        """Odoo sets what was paid at checkout against the first invoice only: from then on the
        payment counts as settled. An order with returns has more of them."""
        posted = super()._post(soft)
        for invoice in posted.filtered(
            lambda move: move.move_type == "out_invoice" and move.sudo().transaction_ids
        ):
            orders = invoice.sudo().invoice_line_ids.sale_line_ids.order_id
            if orders.order_line.after_sales_line_ids:
                invoice._after_sales_set_against(orders._after_sales_payments())
        return posted

    def _after_sales_set_against(self, payments):
        """Set what is open of ``payments`` against this invoice."""
        self.ensure_one()
        lines = (self | payments.move_id).line_ids.filtered(
            lambda line: (
                line.account_type == "asset_receivable"
                and line.parent_state == "posted"
                and not line.reconciled
            )
        )
        for group in lines.grouped("account_id").values():
            if self in group.move_id and len(group.move_id) > 1:
                group.reconcile()

    # What is to be paid -------------------------------------------------------------------

    @api.model
    def _after_sales_to_pay_domain(self):
        """:return: ``Domain`` of the credit notes of returns of which something is owed"""
        return (
            Domain("move_type", "=", "out_refund")
            & Domain("state", "=", "posted")
            & Domain("after_sales_return_ids", "!=", False)
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("amount_residual", ">", 0)
        )

    @api.depends("amount_residual", "payment_state", "reversed_entry_id")
    def _compute_after_sales_pay_back(self):
        notes = self.filtered_domain(self._after_sales_to_pay_domain())
        (self - notes).after_sales_pay_back = False
        plan, asked = notes._after_sales_pay_back_plan(), notes._after_sales_asked()
        for note in notes:
            parts = [
                self.env._(
                    "%(provider)s: %(amount)s",
                    provider=paid.provider_id.name,
                    amount=note.currency_id.format(amount),
                )
                for paid, amount in plan[note]
            ]
            if asked[note]:
                amount = note.currency_id.format(asked[note])
                parts.append(self.env._("on its way: %(amount)s", amount=amount))
            note.after_sales_pay_back = ", ".join(parts)

    def _after_sales_pay_back_plan(self):
        """Through which transactions these credit notes are refunded.

        :return: dict credit note → list of (``payment.transaction`` of the customer's payment,
            amount), the earliest payment first
        """
        plan = defaultdict(list)
        asked = self._after_sales_asked()
        paid = {note: note._after_sales_paid_by() for note in self}
        free = self.env["payment.transaction"].union(*paid.values())._after_sales_refundable()
        for note in self:
            left = note.amount_residual - asked[note]
            for transaction in paid[note].sorted("id"):
                amount = transaction._after_sales_refund_amount(min(left, free[transaction]))
                if note.currency_id.compare_amounts(amount, 0.0) > 0:
                    plan[note].append((transaction, amount))
                    free[transaction] -= amount
                    left -= amount
        return plan

    def _after_sales_paid_by(self):
        """:return: the ``payment.transaction`` by which the customer paid the invoice that this
        credit note takes back"""
        self.ensure_one()
        payments = self.reversed_entry_id.reconciled_payment_ids
        return payments.payment_transaction_id.filtered(
            lambda one: one.state == "done" and one.currency_id == self.currency_id
        )

    def _after_sales_asked(self):
        """:return: dict credit note → amount that a provider was asked to refund for it and
        that the books do not hold yet"""
        asked = defaultdict(float)
        for refund in self.transaction_ids:
            if refund.operation == "refund" and refund.state not in LOST and not refund.payment_id:
                for note in refund.invoice_ids & self:
                    asked[note] -= refund.amount
        return asked

    def _after_sales_share_of(self, order):
        """:return: the part (0..1) of this credit note that the return ``order`` brought"""
        self.ensure_one()
        lines = self.invoice_line_ids.filtered("after_sales_disposition_id")
        if len(self.after_sales_return_ids) < 2 or not sum(lines.mapped("price_total")):
            return 1.0
        mine = lines.filtered(lambda line: line.after_sales_disposition_id.return_id == order)
        return sum(mine.mapped("price_total")) / sum(lines.mapped("price_total"))

    # Paying back --------------------------------------------------------------------------

    def action_after_sales_pay_back(self):
        """Refund through the providers by which the customers paid. Where nothing came that way,
        or all of it went back, Odoo's register-payment opens.

        :raise UserError: a credit note of which nothing is owed, or all is on its way
        """
        self.check_access("write")
        self.env["account.payment"].check_access("create")
        notes = self.sudo()
        notes._after_sales_lock_payments()
        plan = notes._after_sales_pay_back_plan()
        notes._check_after_sales_to_pay(plan)
        refunds = self.env["payment.transaction"].sudo()
        for note in notes:
            for transaction, amount in plan[note]:
                refunds |= transaction._after_sales_refund(amount, note)
        if refunds:
            return refunds._build_action_feedback_notification()
        return self.action_register_payment()

    def _after_sales_lock_payments(self):
        """Two people who pay back of one payment at once collide here, before the provider is
        asked: the later one begins again and sees what was asked already."""
        transactions = self.env["payment.transaction"].union(
            *(note._after_sales_paid_by() for note in self)
        )
        if transactions:
            self.env.cr.execute(
                SQL(
                    "UPDATE payment_transaction SET state = state WHERE id IN %s",
                    tuple(sorted(transactions.ids)),
                )
            )

    def _check_after_sales_to_pay(self, plan):
        asked = self._after_sales_asked()
        to_pay = self.filtered_domain(self._after_sales_to_pay_domain())
        problems = []
        for note in self:
            if note not in to_pay:
                problems.append(
                    self.env._(
                        "%(note)s: nothing is owed on it. Choose a posted credit note of a return "
                        "that is not paid.",
                        note=note.display_name,
                    )
                )
            elif asked[note] and not plan[note]:
                problems.append(
                    self.env._(
                        "%(note)s: a refund of %(amount)s is on its way through the payment "
                        "provider. Pay what is left when it has arrived.",
                        note=note.display_name,
                        amount=note.currency_id.format(asked[note]),
                    )
                )
        refuse(problems)
