from odoo import models


class PosMakePayment(models.TransientModel):
    _inherit = "pos.make.payment"

    def check(self):
        """A ticket is paid as one, by the till that checked what came back."""
        order = self.env["pos.order"].browse(self.env.context.get("active_id", False))
        if order.after_sales_ticket or order.after_sales_request:
            order._after_sales_refuse_outside_sync()
        return super().check()
