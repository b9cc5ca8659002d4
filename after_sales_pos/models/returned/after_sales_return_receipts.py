from odoo import api, fields, models


class AfterSalesReturn(models.Model):
    """The receipts around a return order: what was sold, and what paid it out."""

    _inherit = "after.sales.return"

    receipt_count = fields.Integer(
        compute="_compute_receipt_count",
        help="How many orders of tills the goods were sold with.",
    )

    @api.depends("line_ids.pos_line_id")
    def _compute_receipt_count(self):
        for order in self:
            order.receipt_count = len(order._receipts())

    def _receipts(self):
        """:return: the ``pos.order`` that the goods were sold with; not everybody reads them"""
        return self.line_ids.sudo().pos_line_id.order_id.sudo(False)

    def action_view_receipts(self):
        return self._action_view_pos_orders(self._receipts())

    def action_view_pos_order(self):
        return self._action_view_pos_orders(self.pos_order_id)

    def _action_view_pos_orders(self, orders):
        return self._action_view_documents(
            "point_of_sale.action_pos_pos_form", [("id", "in", orders.ids)]
        )

    def _customer_domain(self):
        """What nobody knows the customer of is nobody's history."""
        walk_in = self.env["res.partner"]._after_sales_walk_in()
        known = self.filtered(lambda order: order.partner_id.commercial_partner_id != walk_in)
        return super(AfterSalesReturn, known)._customer_domain()
