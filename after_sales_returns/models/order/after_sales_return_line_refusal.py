from odoo import fields, models
from odoo.tools import format_date


class AfterSalesReturnLine(models.Model):
    """Refusing a fault that the law presumes to have been there: whoever says that it came from
    use has to show it."""

    _inherit = "after.sales.return.line"

    refusal_reason = fields.Text(
        string="Damage by Use",
        copy=False,
        help="Why the fault is refused, although the law presumes that it was there at the "
        "delivery: what shows that it came from use.",
    )
    refusal_evidence_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_return_line_evidence_rel",
        string="Evidence",
        copy=False,
        help="What shows it: a photo, the report of an inspection.",
        bypass_search_access=True,
    )

    def _is_fault_presumed(self):
        """Whether the customer need not prove the fault, and the policy does not refuse it for
        another reason."""
        self.ensure_one()
        return bool(self.presumed_until) and self.verdict != "refused"

    def _refusal_problems(self):
        """:return: list of sentences that stand against refusing this line"""
        self.ensure_one()
        proven = (self.refusal_reason or "").strip() and self.refusal_evidence_ids
        if not self._is_fault_presumed() or proven:
            return []
        return [
            self.env._(
                "%(return)s, %(product)s: until %(date)s it is presumed that the fault was there "
                "at the delivery. To refuse it, enter on the line what shows that it came from "
                "use, and attach the evidence.",
                date=format_date(self.env, self.presumed_until),
                **self._names(),
            )
        ]
