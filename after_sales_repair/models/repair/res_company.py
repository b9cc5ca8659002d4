import pytz

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_freight_amount = fields.Monetary(
        string="Freight of a Consignment",
        help="What a consignment between a store and its workshop usually costs; charged to the "
        "store for those beyond its weekly number.",
    )
    after_sales_defect_report_days = fields.Integer(
        string="Days to Report Defects",
        default=7,
        help="A store reports a defect within this many days after a delivery from another "
        "warehouse; later ones are the store's responsibility.",
    )

    _freight_not_negative = models.Constraint(
        "CHECK(after_sales_freight_amount >= 0)",
        "The freight of a consignment is zero or more: correct it.",
    )

    def _after_sales_tz(self):
        """The time zone in which the company counts days and weeks."""
        self.ensure_one()
        return self.partner_id.tz or self.resource_calendar_id.tz or "UTC"

    def _after_sales_day_of(self, moment):
        """:param moment: ``datetime`` in UTC
        :return: the ``date`` that it is then where the company is, whoever looks"""
        zone = pytz.timezone(self._after_sales_tz())
        return pytz.utc.localize(moment).astimezone(zone).date()
