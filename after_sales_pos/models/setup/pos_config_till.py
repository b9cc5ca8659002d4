from odoo import models
from odoo.exceptions import AccessError, UserError


class PosConfig(models.Model):
    """Who may ask the server about returns from a till."""

    _inherit = "pos.config"

    def _check_till(self):
        """The till of a request of its screen, with the rights to look at every store's sales.

        :return: the same record in sudo, in its own company
        :raise AccessError: not a user of the Point of Sale, or another company's till
        :raise UserError: returns are switched off, or no session is open
        """
        if len(self) != 1:
            raise UserError(self.env._("Returns are taken at one till: say at which."))
        self.check_access("read")
        user = self.env.user
        if not user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Returns at the till are for users of the Point of Sale."))
        till = self.sudo().exists()
        if till.company_id not in user.company_ids:
            raise AccessError(
                self.env._(
                    "%(till)s belongs to %(company)s, where you do not work.",
                    till=till.name,
                    company=till.company_id.name,
                )
            )
        if not till.after_sales_returns:
            raise UserError(
                self.env._(
                    "%(till)s takes no returns. Send the customer to another till, or ask a "
                    "manager to switch returns on in its settings.",
                    till=till.name,
                )
            )
        if not till.current_session_id or till.current_session_id.state != "opened":
            raise UserError(
                self.env._(
                    "No session of %(till)s is open. Open the register, then take the return.",
                    till=till.name,
                )
            )
        return till.with_company(till.company_id)
