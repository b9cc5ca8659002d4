"""What the numbers of repairs may be (see ``bounds.py`` of the returns). Imported last: it looks at
values before all other code of its models."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import (
    AMOUNT,
    BALANCE,
    COUNT,
    DAYS,
    HOURS,
    MONTHS,
    WHOLE,
    Bounded,
    Bounds,
)

# The company's own values, and the fields of the settings that show them.
OF_COMPANY = {
    "after_sales_defect_report_days": DAYS,
    "after_sales_hourly_cost": AMOUNT,
    "after_sales_quote_days": DAYS,
    "after_sales_inspection_fee": AMOUNT,
    "after_sales_pickup_reminder_days": DAYS,
    "after_sales_unclaimed_days": DAYS,
    "after_sales_storage_fee": AMOUNT,
    "after_sales_disposal_days": DAYS,
}


class AfterSalesCost(Bounded, models.Model):
    _inherit = "after.sales.cost"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "quantity": Bounds(-1e9, 1e9),
            "unit_cost": BALANCE,
            "amount": BALANCE,
        }


class AfterSalesWarranty(Bounded, models.Model):
    _inherit = "after.sales.warranty"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "sequence": WHOLE,
            "months": MONTHS,
            "days": DAYS,
            "repair_months": MONTHS,
            "max_failed_repairs": COUNT,
            "max_repair_days": DAYS,
            "inspection_fee": AMOUNT,
        }


class AfterSalesRepairSkill(Bounded, models.Model):
    _inherit = "after.sales.repair.skill"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE}


class AfterSalesRepairCause(Bounded, models.Model):
    _inherit = "after.sales.repair.cause"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "sequence": WHOLE}


class RepairOrder(Bounded, models.Model):
    _inherit = "repair.order"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "estimate_hours": HOURS,
            "quote_amount_accepted": AMOUNT,
            "gone_amount": AMOUNT,
            "pickup_reminder_count": COUNT,
            "hand_back_failures": COUNT,
            "failed_check_count": COUNT,
        }


class ResCompany(Bounded, models.Model):
    _inherit = "res.company"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), **OF_COMPANY}


class ResConfigSettings(Bounded, models.TransientModel):
    _inherit = "res.config.settings"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), **OF_COMPANY}


class ResUsers(Bounded, models.Model):
    _inherit = "res.users"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_hourly_cost": AMOUNT}
