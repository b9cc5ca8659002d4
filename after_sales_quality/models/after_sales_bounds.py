"""What the numbers of quality may be (see ``bounds.py`` of the returns). Imported last: it looks at
values before all other code of its models."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import COUNT, PERCENT, WHOLE, Bounded, Bounds

SENTINEL = {
    "after_sales_false_alarms": Bounds(0, 1000),
    "after_sales_alarm_ratio": Bounds(2, 100),
    "after_sales_failure_days": Bounds(1, 3650),
    "after_sales_usual_rate": Bounds(0, 1000),
    "after_sales_watch_stores": Bounds(2, 1000),
    "after_sales_watch_days": Bounds(1, 365),
}


class ResCompany(Bounded, models.Model):
    _inherit = "res.company"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), **SENTINEL}


class ResConfigSettings(Bounded, models.TransientModel):
    _inherit = "res.config.settings"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), **SENTINEL}


class AfterSalesSamplingPlan(Bounded, models.Model):
    _inherit = "after.sales.sampling.plan"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "sample_count": COUNT,
            "sample_percent": PERCENT,
            "accept_major": COUNT,
            "accept_minor": COUNT,
            "skip_frequency": COUNT,
        }


class AfterSalesSamplingLot(Bounded, models.Model):
    _inherit = "after.sales.sampling.lot"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sample_size": COUNT}


class AfterSalesCase(Bounded, models.Model):
    _inherit = "after.sales.case"


class AfterSalesCaseAnswer(Bounded, models.Model):
    _inherit = "after.sales.case.answer"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "quantity": COUNT}
