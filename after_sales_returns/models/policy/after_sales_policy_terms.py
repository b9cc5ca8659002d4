from odoo import api, models

from ...ledger import cut_down


class AfterSalesPolicy(models.Model):
    """The book of terms: what is given for goods that come back, wherever somebody asks."""

    _inherit = "after.sales.policy"

    def _granted_percent(self, terms, grade, reason):
        """What policy and grade both grant. What the law owes for a fault is not lowered by how
        the goods look.

        :param terms: a verdict of this policy (see ``_evaluate``), or the return line that keeps
            it; without a policy all is given
        :param grade: ``after.sales.grade``, or none
        :param reason: ``after.sales.reason``
        :return: percent of the price paid (0..100)
        """
        percent = terms["policy_refund_percent"] if self else 100.0
        owed = self.statutory and self._is_fault(reason)
        return min(percent, grade.refund_percent) if grade and not owed else percent

    def _restocking_fee(self, terms, resolution, quantity, price, currency):
        """What is withheld of the refund; nothing where nothing is paid back.

        :param terms: see ``_granted_percent``
        :param resolution: value of ``after.sales.disposition.resolution``
        :param price: untaxed price paid per unit, in ``currency``
        :return: the untaxed fee of the whole quantity (≥ 0), rounded
        """
        if not self.env["after.sales.resolution"]._row(resolution).fee:
            return 0.0
        unit = terms["policy_fee_fixed"] + price * terms["policy_fee_percent"] / 100.0
        return currency.round(unit * quantity)

    @api.model
    def _refund_amount(self, percent, fee, quantity, price, currency):
        """What is given back, as the credit note will say it where nothing else was credited of
        the line: it cuts what a percent leaves of a cent, so that the parts of a line never come
        to more than was paid.

        :param percent: see ``_granted_percent``
        :param fee: see ``_restocking_fee``
        :param price: untaxed price paid per unit, in ``currency``
        :return: untaxed amount; negative where the fee is higher than what is given back
        """
        given = cut_down(price * quantity * percent / 100.0, currency.rounding)
        return currency.round(given - fee)

    def _terms(self, facts):
        """Return the terms of this policy for the line, or usual ones if there is no policy."""
        terms = {
            "policy_refund_percent": 100.0,
            "policy_fee_percent": 0.0,
            "policy_fee_fixed": 0.0,
            "delivery_back": False,
            "policy_compensation_percent": 0.0,
            "settle_at": "sorting",
            "return_payer": "company" if facts.fault else "customer",
        }
        if self:
            fee = self.fee_fixed * (facts.sale.get("rate") or 1.0)
            terms.update(
                policy_refund_percent=self.refund_percent,
                policy_fee_percent=self.fee_percent,
                policy_fee_fixed=facts.line.currency_id.round(fee) if fee else 0.0,
                delivery_back=self.delivery_back,
                policy_compensation_percent=self.compensation_percent_max,
                settle_at=self.settle_at,
            )
            if self.return_payer != "fault":
                terms["return_payer"] = self.return_payer
        return terms
