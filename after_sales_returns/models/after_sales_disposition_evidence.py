from odoo import api, fields, models
from odoo.tools import format_date

from ..tools import adopt

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
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._adopt_evidence()
        return parts

    def write(self, vals):
        if EVIDENCE & set(vals):
            self._check_open(("draft", "decided"))
        result = super().write(vals)
        if "reduction_evidence_ids" in vals:
            self._adopt_evidence()
        return result

    def _adopt_evidence(self):
        for part in self.filtered("reduction_evidence_ids"):
            adopt(part.reduction_evidence_ids, part)

    def _is_reduction_proven(self):
        self.ensure_one()
        return bool((self.reduction_reason or "").strip() and self.reduction_evidence_ids)

    # A fault that is presumed -------------------------------------------------------------

    def _presumed_fault_problems(self):
        """:return: list of sentences against giving nothing for a fault that is presumed"""
        self.ensure_one()
        line = self.line_id
        refused = self.route == "send_back" or (
            self.resolution == "none" and line.resolution != "none"
        )
        if not refused or not line._is_fault_presumed() or self._is_reduction_proven():
            return []
        return [
            self.env._(
                "%(return)s, %(product)s: until %(date)s it is presumed that the fault was there "
                "at the delivery. To give nothing for it, enter what shows that it came from use, "
                "and attach the evidence.",
                date=format_date(self.env, line.presumed_until),
                **self._names(),
            )
        ]
