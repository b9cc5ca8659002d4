from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _after_sales_zone(self, company):
        """The time zone in which this customer's days are counted.

        The customer's own, else the company's; never that of whoever looks, because a period
        must not end on another day for another user.

        :return: name of a zone; the user's or False where neither has one
        """
        own = self.tz or self.commercial_partner_id.tz
        return own or company.partner_id.tz or self.env.context.get("tz")
