from odoo import models


class AfterSalesPolicy(models.Model):
    """Who has to prove where a defect comes from: as long as the law presumes that it was there
    at the delivery, whoever says otherwise."""

    _inherit = "after.sales.policy"

    def _find_presumption(self, facts):
        """:return: the row of these policies that holds the longest on that day, or None"""
        if not facts.fault or not facts.sale.get("delivery"):
            return None
        rows = [policy.presumption_ids._first_match(facts) for policy in self]
        last_days = {row: self._presumed_until(facts, row) for row in rows if row}
        open_rows = [row for row, last_day in last_days.items() if last_day >= facts.today]
        return max(open_rows, key=last_days.get, default=None)

    def _presumed_until(self, facts, row):
        return row._last_day(facts.sale["delivery"])

    def _presumed_vals(self, facts):
        """:return: dict of verdict values"""
        row = facts.presumption
        return {"presumed_until": self._presumed_until(facts, row) if row else False}

    def _deduction_source(self):
        """The article by which nothing but the loss by handling is withheld."""
        self.ensure_one()
        return self.deduction_source_id or self.source_id

    def _presumption_clauses(self, facts):
        if not facts.presumption:
            return []
        return [
            self.env._(
                "until %(date)s it is presumed that the defect was there at the delivery",
                date=self._day(self._presumed_until(facts, facts.presumption)),
            )
        ]
