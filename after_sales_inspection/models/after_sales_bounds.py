"""What the numbers of inspections may be (see ``bounds.py`` of the returns). Imported last: it
looks at values before all other code of its models."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import COUNT, PERCENT, QUANTITY, WHOLE, Bounded, Bounds

# Temperatures and deviations may be below zero.
MEASURED = Bounds(-1e9, 1e9)
WEIGHT = Bounds(0, 1e6)


class AfterSalesDefect(Bounded, models.Model):
    _inherit = "after.sales.defect"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE}


class AfterSalesChecklist(Bounded, models.Model):
    _inherit = "after.sales.checklist"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE}


class AfterSalesChecklistItem(Bounded, models.Model):
    _inherit = "after.sales.checklist.item"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "weight": WEIGHT,
            "limit_min": MEASURED,
            "limit_max": MEASURED,
            "count_max": COUNT,
        }


class AfterSalesChecklistChoice(Bounded, models.Model):
    _inherit = "after.sales.checklist.choice"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE}


class AfterSalesChecklistRule(Bounded, models.Model):
    _inherit = "after.sales.checklist.rule"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE, "score_below": PERCENT}


class AfterSalesInspection(Bounded, models.Model):
    _inherit = "after.sales.inspection"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "quantity": QUANTITY}


class AfterSalesInspectionAnswer(Bounded, models.Model):
    _inherit = "after.sales.inspection.answer"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "number": MEASURED}


class AfterSalesAgreement(Bounded, models.Model):
    _inherit = "after.sales.agreement"


class ResCompany(Bounded, models.Model):
    _inherit = "res.company"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_recheck_percent": PERCENT}


class ResConfigSettings(Bounded, models.TransientModel):
    _inherit = "res.config.settings"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_recheck_percent": PERCENT}
