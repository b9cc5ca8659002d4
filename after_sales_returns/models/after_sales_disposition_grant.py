from odoo import models


class AfterSalesDisposition(models.Model):
    """What policy and grade grant, against what a disposition gives."""

    _inherit = "after.sales.disposition"

    def _is_beyond_grant(self):
        """Whether this gives the customer more than was granted: a manager's decision."""
        self.ensure_one()
        if self.resolution not in self._crediting_resolutions():
            return False
        line = self.line_id
        return (
            self.refund_percent > line._granted_percent(self.grade_id)
            or self._is_fee_waived()
            or self._is_resolution_refused()
        )

    def _is_fee_waived(self):
        line = self.line_id
        if self.resolution not in self._fee_resolutions():
            return False
        unit = line.policy_fee_fixed + line.price_paid_unit * line.policy_fee_percent / 100.0
        due = self.currency_id.round(unit * self.quantity)
        return self.currency_id.compare_amounts(self.fee, due) < 0

    def _is_resolution_refused(self):
        """Whether the policy refuses it, where it is not the wish that was decided on at the
        request; goods that came unasked were never decided on."""
        line = self.line_id
        if not line._has_receipt() or (self.resolution == line.resolution and not line.unexpected):
            return False
        wished = line.new({"resolution": self.resolution}, origin=line)
        verdicts = self.env["after.sales.policy"]._evaluate(wished, line._day_requested())
        return verdicts[wished]["verdict"] == "refused"
