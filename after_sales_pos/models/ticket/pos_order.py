from odoo import fields, models

from odoo.addons.after_sales_returns.tools import READERS

from ...states import PAID


class PosOrder(models.Model):
    _inherit = "pos.order"

    after_sales_ticket = fields.Char(
        string="Return Ticket",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="What the orders of one ticket share: returned and new goods paid as one.",
    )
    after_sales_request = fields.Text(
        readonly=True, copy=False, help="JSON: what the cashier chose for each returned item."
    )
    after_sales_receipt = fields.Text(
        readonly=True, copy=False, help="JSON: what the receipt prints of the returns."
    )
    after_sales_return_ids = fields.One2many(
        "after.sales.return", "pos_order_id", string="Return Orders", groups=READERS
    )

    def _after_sales_whole_tickets(self):
        """:return: all paid orders of the return tickets that these are of"""
        tickets = [ticket for ticket in set(self.mapped("after_sales_ticket")) if ticket]
        if not tickets:
            return self.browse()
        return self.search([("after_sales_ticket", "in", tickets), ("state", "in", PAID)])
