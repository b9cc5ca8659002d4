from odoo import fields, models
from odoo.tools import format_date

EVIDENCE = {"reduction_reason", "reduction_evidence_ids"}


class AfterSalesDisposition(models.Model):
    """Why a customer gets less than the law would give, and what shows it."""

    _inherit = "after.sales.disposition"

    reduction_reason = fields.Text(
        string="Why Less",
        help="What shows that the customer is owed less: how the goods were handled, or that the "
        "fault came from use.",
    )
    reduction_evidence_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_disposition_evidence_rel",
        string="Evidence",
        copy=False,
        help="A photo, the report of an inspection.",
        bypass_search_access=True,
    )

    def write(self, vals):
        if EVIDENCE & set(vals):
            self._check_open(("draft", "decided"))
        return super().write(vals)

    def _is_reduction_proven(self):
        self.ensure_one()
        return bool((self.reduction_reason or "").strip() and self.reduction_evidence_ids)

    # Giving nothing -----------------------------------------------------------------------

    def _denial_problems(self):
        """:return: list of sentences against giving nothing, unproven, where the law presumes a
        fault or lets the customer withdraw"""
        self.ensure_one()
        line = self.line_id
        denied = self._route_row().denies or self.resolution == "none"
        if not denied or line.resolution == "none" or self._is_reduction_proven():
            return []
        if line._is_fault_presumed():
            return [self._presumed_fault_sentence()]
        return [self._withdrawal_sentence()] if line.statutory_policy_id.withdrawal else []

    def _presumed_fault_sentence(self):
        return self.env._(
            "%(return)s, %(product)s: until %(date)s it is presumed that the fault was there at "
            "the delivery. To give nothing for it, enter what shows that it came from use, and "
            "attach the evidence.",
            date=format_date(self.env, self.line_id.presumed_until),
            **self._names(),
        )

    def _withdrawal_sentence(self):
        return self.env._(
            "%(return)s, %(product)s: the customer withdrew and gets all back (%(article)s). Only "
            "what the goods lost by handling is withheld: enter what was done to them, and attach "
            "the evidence.",
            article=self.line_id.statutory_policy_id._deduction_source().name,
            **self._names(),
        )

    # Withholding a part -------------------------------------------------------------------

    def _deduction_problems(self):
        """:return: list of sentences against what is withheld from a withdrawal. Who keeps the
        goods for a lower price does not withdraw."""
        self.ensure_one()
        law = self.line_id.statutory_policy_id
        withdrawn = law.withdrawal and self._resolution_row().credits
        if not withdrawn or self._route_row().kept:
            return []
        problems = []
        if self.fee:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: no restocking fee is withheld from a withdrawal "
                    "(%(article)s). Take it off; what the goods lost by handling lowers the "
                    "percentage.",
                    article=law._deduction_source().name,
                    **self._names(),
                )
            )
        if self.refund_percent < 100.0 and not self._is_reduction_proven():
            problems.append(self._withdrawal_sentence())
        return problems
