from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...states import PAID


class PosOrderLine(models.Model):
    """Lines by which a gift card or eWallet paid a receipt."""

    _inherit = "pos.order.line"

    def _is_after_sales_card(self):
        """Whether this line, or none, is such a payment."""
        reward = self.sudo().reward_id
        return (
            bool(reward) and reward.program_id.is_payment_program and self.qty * self.price_unit < 0
        )

    def _after_sales_carded(self, but=None):
        """What went back to the card of this payment so far.

        :param but: ``pos.order`` that does not count
        :return: positive amount, at most what the card paid
        """
        self.ensure_one()
        refunds = self.sudo().search(
            (
                Domain("after_sales_origin_id", "=", self.id)
                | Domain("refunded_orderline_id", "=", self.id)
            )
            & Domain("order_id.state", "in", PAID)
        )
        items = self.env["account.move.line"].sudo()._after_sales_card_items(self)
        back = refunds.filtered(lambda line: line.order_id != but)._after_sales_amount()
        back += sum(item._after_sales_card_amount() for item in items)
        return max(0.0, min(-self.price_subtotal_incl, back))

    def _after_sales_card_points(self, amount):
        """:return: points of the card that paid ``amount`` of this payment"""
        self.ensure_one()
        return self.points_cost * amount / -self.price_subtotal_incl

    def _check_after_sales_card_usable(self):
        """:raise UserError: what goes back to the card could never be spent"""
        self.ensure_one()
        program = self.sudo().reward_id.program_id
        if self.sudo().coupon_id and program._is_after_sales_usable():
            return
        raise UserError(
            self.env._(
                "Receipt %(receipt)s was paid in part with %(program)s, which is out of use. Take "
                "the program into use again, or give store credit.",
                receipt=self._after_sales_receipt_name(),
                program=program.display_name,
            )
        )
