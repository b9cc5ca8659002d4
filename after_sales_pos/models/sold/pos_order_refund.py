from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class PosOrder(models.Model):
    """Plain refunds, of the ticket screen or of the back office, count in the ledger of what was
    sold. A draft takes nothing: who pays first has it."""

    _inherit = "pos.order"

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        origins = self.lines.refunded_orderline_id
        if origins:
            plain = origins.sudo()._after_sales_plain_refunds() & self.sudo().lines
            plain._check_after_sales_refunded_lots()
            sold = plain.refunded_orderline_id
            goods = sold.filtered(
                lambda line: line.after_sales_role or line.product_id.type == "consu"
            )
            goods._check_after_sales_claims()
            (sold - goods)._check_after_sales_refunded()
            sold._check_after_sales_given_back()
            if not self.after_sales_request:
                self.sudo()._refund_to_cards()
        return result

    def _refund_to_cards(self):
        """Odoo's own refund gives money for what a card paid, unless it turns the payment round
        too, as the back office's does."""
        receipts = self.lines.refunded_orderline_id.order_id
        carded = receipts.filtered(lambda receipt: receipt._after_sales_cards())
        refuse([text for receipt in carded for text in self._card_problems(receipt)])
        if carded:
            self._move_loyalty_points()

    def _card_problems(self, receipt):
        """:return: list of sentences, at most one"""
        own = self.lines.filtered(lambda line: line.refunded_orderline_id in receipt.lines)
        to_cards = own.filtered(lambda line: line.refunded_orderline_id._is_after_sales_card())
        back = -(own - to_cards)._after_sales_amount()
        due = sum(receipt._after_sales_card_dues(back, but=self).values())
        if receipt.currency_id.compare_amounts(due, to_cards._after_sales_amount()) <= 0:
            return []
        if not any(line.product_id.type == "consu" for line in own):
            return [receipt._card_lacks_beside_goods_sentence(due)]
        return [receipt._card_lacks_sentence(due)]

    def _card_lacks_beside_goods_sentence(self, due):
        return self.env._(
            "Receipt %(receipt)s was paid in part with a gift card or eWallet, which has to get "
            "%(due)s of this back, and the return screen takes no services. Ask the back office: "
            "its refund of the receipt gives the card its part.",
            receipt=self.pos_reference or self.name,
            due=self.currency_id.format(due),
        )

    def _card_lacks_sentence(self, due):
        return self.env._(
            "Receipt %(receipt)s was paid in part with a gift card or eWallet, which has to get "
            "%(due)s of this back. Take the goods back on the return screen: it gives each its "
            "part.",
            receipt=self.pos_reference or self.name,
            due=self.currency_id.format(due),
        )
