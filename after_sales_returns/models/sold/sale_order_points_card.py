from collections import defaultdict

from odoo import models
from odoo.fields import Command


class SaleOrder(models.Model):
    """Gift cards and eWallets that paid an order get back what they paid for returned goods."""

    _inherit = "sale.order"

    def _after_sales_card_payments(self):
        """:return: the lines by which cards paid these orders"""
        return self.order_line.filtered(lambda line: line._is_after_sales_card())

    def _after_sales_paid_goods(self):
        """:return: the lines that the payments of these orders paid for, and the discounts that
        lowered them"""
        return self.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.is_downpayment
                and not line._is_after_sales_card()
            )
        )

    def _after_sales_is_paid_ahead(self):
        """Points were spent on goods that are not invoiced."""
        cards = self._after_sales_card_payments()
        return super()._after_sales_is_paid_ahead() or any(cards.mapped("qty_to_invoice"))

    # Points ---------------------------------------------------------------------------------

    def _after_sales_has_points(self):
        return super()._after_sales_has_points() or bool(self.order_line.after_sales_card_id)

    def _after_sales_points_due(self):
        """What cards paid with goes back to them; a card that cannot be used any more is
        replaced by a new one of the buyer. What pays an exchange is spent again."""
        due = defaultdict(float, super()._after_sales_points_due())
        payments = self._after_sales_card_payments()
        moved = self._after_sales_moved_points() if payments else {}
        for line in payments:
            points = line._after_sales_points_given_back()
            if line.after_sales_card_id:
                points -= line.points_cost
            card = line._after_sales_card()
            kept = points if card._is_after_sales_usable() else moved.get((self, card), 0.0)
            due[card] += kept
            if points > kept:
                due[self._after_sales_new_card(line, moved)] += points - kept
        return due

    def _after_sales_card_for(self, line):
        """:return: the card that what comes back of the payment ``line`` goes to"""
        self.ensure_one()
        card = line._after_sales_card()
        if card._is_after_sales_usable():
            return card
        return self._after_sales_new_card(line, self._after_sales_moved_points())

    def _after_sales_new_card(self, line, moved):
        """:param moved: dict as of ``_after_sales_moved_points``
        :return: the card that the buyer gets instead of the one ``line`` paid with: one for all
            that comes back of this order"""
        used = line._after_sales_card()
        mine = self._after_sales_card_payments().mapped(lambda one: one._after_sales_card())
        known = [card for order, card in moved if order == self and card not in mine]
        for card in known:
            if card.program_id == used.program_id:
                return card
        return used._after_sales_replace(self.partner_id)

    # Exchange -------------------------------------------------------------------------------

    def _after_sales_pay_by_returned(self, parts, notes):
        """Pay this order of an exchange with what went back to cards for the returned goods, so
        that a card never becomes money by an exchange.

        :param parts: the dispositions that are exchanged
        :param notes: their credit notes
        """
        self.ensure_one()
        left = self.amount_total
        vals_list = []
        lines = notes._after_sales_card_lines().filtered(
            lambda line: line.after_sales_disposition_id in parts
        )
        for origin, group in lines.grouped("after_sales_origin_line_id").items():
            returned = -sum(group.mapped("price_total"))
            amount = min(left, returned)
            if self.currency_id.compare_amounts(amount, 0.0) > 0:
                sold = origin.sale_line_ids[:1]
                card = sold.order_id._after_sales_card_for(sold)
                vals_list.append(sold._prepare_after_sales_spent_again_vals(amount, card))
                left -= amount
        if vals_list:
            self.write({"order_line": [Command.create(vals) for vals in vals_list]})
