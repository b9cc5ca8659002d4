from odoo import models

from odoo.addons.after_sales_returns.tools import refuse

# Whose rights are enough for all that Odoo's form of an order shows.
SELLING = ("sales_team.group_sale_salesman", "after_sales_returns.group_after_sales_store")


class RepairOrder(models.Model):
    _inherit = "repair.order"

    def action_view_sale_order(self):
        """Who has no rights of Sales, such as a technician, sees the quotation as its customer
        does."""
        self.ensure_one()
        self.check_access("read")
        quotation = self.sudo().sale_order_id
        if not quotation:
            refuse([self.env._("%(repair)s (%(item)s) has no quotation yet.", **self._names())])
        if any(self.env.user.has_group(group) for group in SELLING):
            return super().action_view_sale_order()
        return {"type": "ir.actions.act_url", "target": "new", "url": quotation.get_portal_url()}
