import pytz

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_defect_report_days = fields.Integer(
        string="Days to Report Defects",
        default=7,
        help="A store reports a defect within this many days after a delivery from another "
        "warehouse; later ones are the store's responsibility.",
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
