"""What the numbers of returns may be (see ``bounds.py``). Imported last: it looks at values before
all other code of its models."""

from odoo import models

from ..bounds import (
    AMOUNT,
    COUNT,
    DAYS,
    HOURS,
    MONTHS,
    PERCENT,
    PERCENT_BEYOND,
    QUANTITY,
    WHOLE,
    Bounded,
)


class AfterSalesReturn(Bounded, models.Model):
    _inherit = "after.sales.return"


class AfterSalesReturnLine(Bounded, models.Model):
    _inherit = "after.sales.return.line"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "quantity": QUANTITY,
            "price_paid_unit": AMOUNT,
        }

    def _value_owner_name(self):
        return "{return}, {product}".format(**self._names())


class AfterSalesDisposition(Bounded, models.Model):
    _inherit = "after.sales.disposition"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "quantity": QUANTITY,
            "refund_percent": PERCENT,
            "fee": AMOUNT,
            "compensation_amount": AMOUNT,
            "quantity_credited": QUANTITY,
            "amount_credited": AMOUNT,
        }

    def _value_owner_name(self):
        return "{return}, {product}".format(**self._names())


class AfterSalesPolicy(Bounded, models.Model):
    _inherit = "after.sales.policy"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "price_min": AMOUNT,
            "price_max": AMOUNT,
            "refund_percent": PERCENT,
            "fee_percent": PERCENT,
            "fee_fixed": AMOUNT,
            "compensation_percent_max": PERCENT_BEYOND,
            "max_amount": AMOUNT,
            "max_returns": COUNT,
            "max_return_rate": PERCENT,
        }


class AfterSalesPolicyWindow(Bounded, models.Model):
    _inherit = "after.sales.policy.window"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "window_days": DAYS,
            "window_months": MONTHS,
        }


class AfterSalesPolicyPresumption(Bounded, models.Model):
    _inherit = "after.sales.policy.presumption"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE, "months": MONTHS}


class AfterSalesReason(Bounded, models.Model):
    _inherit = "after.sales.reason"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE}


class AfterSalesGrade(Bounded, models.Model):
    _inherit = "after.sales.grade"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE, "refund_percent": PERCENT}


class AfterSalesTeam(Bounded, models.Model):
    _inherit = "after.sales.team"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE, "color": WHOLE}


class AfterSalesPromiseRule(Bounded, models.Model):
    _inherit = "after.sales.promise.rule"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "days": DAYS,
            "hours": HOURS,
            "warn_hours": HOURS,
        }


class AfterSalesPromise(Bounded, models.Model):
    _inherit = "after.sales.promise"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "days": DAYS,
            "hours": HOURS,
            "warn_hours": HOURS,
            "paused_hours": WHOLE,
            "hours_taken": WHOLE,
        }


class ResCompany(Bounded, models.Model):
    _inherit = "res.company"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_standard_delivery_price": AMOUNT}


class StockWarehouse(Bounded, models.Model):
    _inherit = "stock.warehouse"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_transit_days": DAYS}


class ResConfigSettings(Bounded, models.TransientModel):
    _inherit = "res.config.settings"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_standard_delivery_price": AMOUNT}
