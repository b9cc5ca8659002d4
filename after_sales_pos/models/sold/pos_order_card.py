from odoo import models


class PosOrder(models.Model):
    """What gift cards and eWallets paid of a receipt goes back to them, in proportion to what
    comes back; money gives back what came as money, and nothing else. Who chooses store credit
    has all of it there."""

    _inherit = "pos.order"

    def _after_sales_cards(self):
        """:return: the lines by which cards paid"""
        return self.lines.filtered(lambda line: line._is_after_sales_card())

    def _after_sales_card_dues(self, back, but=None):
        """What is due to each card once more comes back. All parts together give each what it
        had paid.

        :param back: worth of what comes back now and is no store credit, tax included, fees
            taken off
        :param but: ``pos.order`` that brings it back, which does not count as come back
        :return: dict card's line → amount
        """
        self.ensure_one()
        cards = self._after_sales_cards()
        if not cards:
            return {}
        goods = self.lines - cards
        goods -= goods.filtered(lambda line: line.after_sales_role == "settlement")
        sold = goods._after_sales_sold_amounts()
        worth = sum(sold[line][0] for line in goods)
        returned, credit = goods._after_sales_worth_back(but)
        returned -= credit
        carded = {card: card._after_sales_carded(but) for card in cards}
        dues, left = {}, back
        for card in cards:
            paid = -card.price_subtotal_incl
            share = min(1.0, (returned + back) / worth) if worth > 0 else 0.0
            due = self.currency_id.round(paid * share) - carded[card]
            dues[card] = self.currency_id.round(max(0.0, min(due, left)))
            left -= dues[card]
        money = (worth + cards._after_sales_amount()) * (1.0 - credit / worth if worth else 1.0)
        money += sum(carded.values()) - returned
        self._after_sales_raise_dues(
            dues, carded, left - money + self._after_sales_credited_money()
        )
        return dues

    def _after_sales_raise_dues(self, dues, carded, short):
        """The money that came is back already: cards take the rest.

        :param dues: dict card's line → amount, changed
        :param short: what no money is left for
        """
        for card, due in dues.items():
            more = min(short, -card.price_subtotal_incl - carded[card] - due)
            if self.currency_id.compare_amounts(more, 0.0) > 0:
                dues[card] = self.currency_id.round(due + more)
                short -= more

    def _after_sales_credited_money(self):
        """:return: what credit notes of the back office gave back in money, less what it billed
        beyond the receipt"""
        bills = self.lines._after_sales_bills()
        found = [bill for line in self.lines for bill in bills.get(line, ())]
        own = self.account_move
        return -sum(bill.amounts["total"] for bill in found if bill.move != own)
