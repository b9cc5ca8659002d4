from odoo import models

from ...tools import refuse


class AfterSalesDisposition(models.Model):
    """What policy and grade grant, against what a disposition gives."""

    _inherit = "after.sales.disposition"

    def _check_settle(self):
        problems = []
        for part in self:
            problems += part._settle_problems() + part._deduction_problems()
            if part._resolution_row().new_goods:
                problems += part.line_id._exchange_problems(part.exchange_product_id)
        refuse(problems)

    def _settle_problems(self):
        """:return: list of sentences that stand against settling this one"""
        self.ensure_one()
        if self.state != "decided" or self.return_id.state != "approved":
            sentence = self.env._(
                "%(return)s, %(product)s: only what was decided on an approved return is settled. "
                "Decide first.",
                **self._names(),
            )
        elif self.line_id._may_override():
            return []
        elif self._pays_without_receipt():
            sentence = self.env._(
                "%(return)s, %(product)s: only a manager pays for goods that came without a "
                "receipt. Choose the order they were sold with, or ask a manager.",
                **self._names(),
            )
        elif self._is_beyond_grant():
            sentence = self.env._(
                "%(return)s, %(product)s: this gives more than policy and grade grant. Lower it, "
                "or ask a manager to settle.",
                **self._names(),
            )
        elif self._awaits_compensation():
            sentence = self._awaits_compensation_sentence()
        elif self._pays_credit_in_money():
            sentence = self.env._(
                "%(return)s, %(product)s was paid by gift card or eWallet: only a manager pays it "
                "out in money. Let it go back to where it came from, or ask a manager.",
                **self._names(),
            )
        else:
            return []
        return [sentence]

    def _pays_without_receipt(self):
        """Whether this gives money for goods that came unasked and belong to no known sale."""
        self.ensure_one()
        line = self.line_id
        crediting = self._resolution_row().credits
        return crediting and line.unexpected and not line._has_receipt()

    def _is_beyond_grant(self):
        """Whether this gives the customer more than was granted: a manager's decision."""
        self.ensure_one()
        if not self._resolution_row().credits:
            return False
        line = self.line_id
        return (
            self.refund_percent > line._granted_percent(self.grade_id)
            or self.currency_id.compare_amounts(self.fee, self._policy_fee(self.quantity)) < 0
            or self._is_resolution_refused()
        )

    def _is_resolution_refused(self):
        """Whether the policy refuses it, where it is not the wish that was decided on at the
        request; goods that came unasked were never decided on."""
        line = self.line_id
        if not line._has_receipt() or (self.resolution == line.resolution and not line.unexpected):
            return False
        wished = line.new({"resolution": self.resolution}, origin=line)
        verdicts = self.env["after.sales.policy"]._evaluate(wished, line._day_requested())
        return verdicts[wished]["verdict"] == "refused"
