from odoo import api, fields, models

from ..models.order.after_sales_return_close import NEVER_CAME
from ..tools import only_one


class AfterSalesReturnClose(models.TransientModel):
    """Where a manager says what becomes of goods that were paid for and never came."""

    _name = "after.sales.return.close"
    _description = "Close Return Orders"

    return_ids = fields.Many2many("after.sales.return", required=True)
    goods = fields.Text(compute="_compute_goods", help="What was paid for and never came.")
    never_came = fields.Selection(NEVER_CAME, string="What Becomes of It", required=True)

    @api.depends("return_ids")
    def _compute_goods(self):
        for wizard in self:
            asking = wizard.return_ids.filtered(lambda order: order._is_never_came_open())
            wizard.goods = "\n".join(
                f"{order.name}: {order._never_came_goods()}" for order in asking
            )

    def action_close(self):
        only_one(self)
        asking = self.return_ids.filtered(lambda order: order._is_never_came_open())
        asking.write({"never_came": self.never_came, "state": "closed"})
        return (self.return_ids - asking).action_close()
