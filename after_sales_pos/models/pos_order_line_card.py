from odoo import models


class PosOrderLine(models.Model):
    """Lines by which a gift card or eWallet paid a receipt."""

    _inherit = "pos.order.line"

    def _is_after_sales_card(self):
        """Whether this line, or none, is such a payment."""
        reward = self.sudo().reward_id
        return (
            bool(reward) and reward.program_id.is_payment_program and self.qty * self.price_unit < 0
        )

    def _after_sales_given_back(self):
        """What was given back of this payment so far.

        :return: (amount that went back to the card, worth of the goods that came back), both tax
            included and positive
        """
        self.ensure_one()
        lines = self.sudo().search([("after_sales_origin_id.order_id", "=", self.order_id.id)])
        paid = lines.filtered(lambda line: line.order_id.state in ("paid", "done"))
        mine = paid.filtered(lambda line: line.after_sales_origin_id == self)
        returned = self.order_id.sudo().lines.after_sales_line_ids.pos_refund_line_ids
        worth = returned.filtered(
            lambda line: (
                line.after_sales_role in ("goods", "share", "fee")
                and not line.after_sales_origin_id._is_after_sales_card()
                if line.after_sales_origin_id
                else line.after_sales_role in ("goods", "fee")
            )
        )
        return mine._after_sales_amount(), -worth._after_sales_amount()
