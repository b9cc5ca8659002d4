from odoo import models
from odoo.exceptions import UserError


class PosMakePayment(models.TransientModel):
    _inherit = "pos.make.payment"

    def check(self):
        """A ticket is paid as one, by the till that checked what came back."""
        order = self.env["pos.order"].browse(self.env.context.get("active_id", False))
        if order.after_sales_ticket or order.after_sales_request:
            raise UserError(
                self.env._(
                    "%(order)s pays a return. Pay it at the till %(till)s, together with the other "
                    "orders of its ticket.",
                    order=order.pos_reference or order.name,
                    till=order.config_id.name,
                )
            )
        return super().check()
