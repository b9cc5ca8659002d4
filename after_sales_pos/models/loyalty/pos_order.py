from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

EPSILON = 1e-6


class PosOrder(models.Model):
    """What gift cards, eWallets and points gain and lose by a return.

    Cards: what they paid of a receipt goes back to them, in proportion to what comes back; money
    gives back what came as money, and nothing else. Who chooses store credit has all of it there.
    Points: those that were earned are taken back, those that were spent are given back, as far as
    the goods are back; a coupon is worth something as a whole only.
    """

    _inherit = "pos.order"

    # What is due to cards -------------------------------------------------------------------------

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

    # Odoo's own refunds ---------------------------------------------------------------------------

    def _after_sales_refund_to_cards(self):
        """Odoo's own refund gives money for what a card paid, unless it turns the payment round
        too, as the back office's does."""
        receipts = self.lines.refunded_orderline_id.order_id
        carded = receipts.filtered(lambda receipt: receipt._after_sales_cards())
        refuse([text for receipt in carded for text in self._after_sales_card_problems(receipt)])
        if carded:
            self._after_sales_move_loyalty_points()

    def _after_sales_card_problems(self, receipt):
        """:return: list of sentences, at most one"""
        own = self.lines.filtered(lambda line: line.refunded_orderline_id in receipt.lines)
        to_cards = own.filtered(lambda line: line.refunded_orderline_id._is_after_sales_card())
        back = -(own - to_cards)._after_sales_amount()
        due = sum(receipt._after_sales_card_dues(back, but=self).values())
        if receipt.currency_id.compare_amounts(due, to_cards._after_sales_amount()) <= 0:
            return []
        names = {
            "receipt": receipt.pos_reference or receipt.name,
            "due": receipt.currency_id.format(due),
        }
        if any(line.product_id.type == "consu" for line in own):
            return [
                self.env._(
                    "Receipt %(receipt)s was paid in part with a gift card or eWallet, which has "
                    "to get %(due)s of this back. Take the goods back on the return screen: it "
                    "gives each its part.",
                    **names,
                )
            ]
        return [
            self.env._(
                "Receipt %(receipt)s was paid in part with a gift card or eWallet, which has to "
                "get %(due)s of this back, and the return screen takes no services. Ask the back "
                "office: its refund of the receipt gives the card its part.",
                **names,
            )
        ]

    # Instead of money -----------------------------------------------------------------------------

    def _after_sales_give_credits(self, returned):
        """Carry out each resolution that has its product on this order, by the method that is
        named after it: ``_after_sales_give_<value>(returned, lines)``."""
        credits = self.lines.filtered(lambda line: line.after_sales_role == "credit")
        if not credits:
            return
        for value, row in self.env["after.sales.resolution"]._by_value().items():
            product = returned.till._credit_product(row)
            lines = credits.filtered(lambda line, own=product: line.product_id == own)
            if not self.currency_id.is_zero(lines._after_sales_amount()):
                getattr(self, f"_after_sales_give_{value}")(returned, lines)

    def _after_sales_give_store_credit(self, returned, credits):
        amount = credits._after_sales_amount()
        if returned.offline:
            returned.conflicts[""].append(
                self.env._(
                    "%(amount)s of store credit was promised without connection, and is not "
                    "on the customer's card.",
                    amount=self.currency_id.format(amount),
                )
            )
            return
        buyer = self.lines.refunded_orderline_id.order_id.partner_id[:1] or self.partner_id
        if not buyer:
            raise UserError(
                self.env._(
                    "Store credit belongs to a customer. Choose who gets it, then pay the ticket."
                )
            )
        balance = self._after_sales_store_credit_balance(credits)
        self.env["loyalty.card"]._add_store_credit(buyer, balance, self)

    def _after_sales_store_credit_balance(self, credits):
        """:return: what the books owe for these lines, in the company's currency: by the credit
        note, else by the session at the rate of the day"""
        if self.account_move:
            items = self.account_move.invoice_line_ids
            items = items.filtered(lambda item: item.after_sales_pos_line_id in credits)
            return -sum(items.mapped("balance"))
        amount = credits._after_sales_amount()
        return self.company_id.currency_id.round(amount / self.currency_rate)

    def _store_credit_label(self):
        return self.pos_reference or self.name

    def _after_sales_move_loyalty_points(self, returned=None):
        """Move the points of the receipts that this order pays back.

        :param returned: :class:`TillReturn`; none for Odoo's own refunds
        """
        changes = defaultdict(lambda: [0.0, 0.0])
        receipts = self.lines.refunded_orderline_id.order_id
        for line in self.lines:
            origin = line.after_sales_origin_id or line.refunded_orderline_id
            if not origin.coupon_id or not origin._is_after_sales_card():
                continue
            is_known = line.after_sales_role == "share" and origin.order_id in receipts
            if is_known or origin == line.refunded_orderline_id:
                changes[origin.coupon_id][0] += self._after_sales_money_given_back(
                    line, origin, returned
                )
            elif returned:
                self._after_sales_note_kept_off(returned, origin, line._after_sales_amount())
        for reward in self._after_sales_rewards_given_back(receipts, returned):
            changes[reward.coupon_id][0] += reward._after_sales_reward_points(self)
        origin = receipts[:1] if returned else receipts.browse()
        for card, earned in origin._after_sales_points_to_take_back(self).items():
            changes[card][1] += earned
        self.env["loyalty.history"]._after_sales_move_points(
            [
                {
                    "card_id": card.id,
                    "description": self.env._("Returned with %s", self._store_credit_label()),
                    "issued": given,
                    "used": taken,
                    "order_model": self._name,
                    "order_id": self.id,
                }
                for card, (given, taken) in changes.items()
                if given or taken
            ]
        )

    def _after_sales_money_given_back(self, line, origin, returned):
        """What a till sends that had no connection is kept as it is, but a card gets no more than
        it paid.

        :param origin: the payment by card that ``line`` gives back
        :return: points, positive
        """
        amount = line._after_sales_amount()
        left = -origin.price_subtotal_incl - origin._after_sales_carded(but=self)
        kept = max(0.0, min(amount, left))
        if returned and self.currency_id.compare_amounts(kept, amount) < 0:
            self._after_sales_note_kept_off(returned, origin, amount - kept)
        return origin._after_sales_card_points(kept)

    def _after_sales_note_kept_off(self, returned, origin, amount):
        if origin._is_after_sales_card() and not self.currency_id.is_zero(amount):
            returned.conflicts[""].append(
                self.env._(
                    "%(amount)s was promised back to the card of receipt %(receipt)s, and is "
                    "not on it.",
                    amount=self.currency_id.format(amount),
                    receipt=origin._after_sales_receipt_name(),
                )
            )

    def _after_sales_rewards_given_back(self, receipts, returned):
        """:return: the reward lines whose points may go back with this order"""
        rewards = receipts.lines.filtered(
            lambda line: line.coupon_id and line.points_cost and not line._is_after_sales_card()
        )
        return rewards if returned else rewards & self.lines.refunded_orderline_id

    def _after_sales_points_to_take_back(self, refund):
        """What this receipt earned for what ``refund`` brings back, and would not have earned
        without it: what was granted for an order, or for as much of it as is left, stays.

        :return: dict card → points
        """
        earned = self._after_sales_points_earned()
        if not earned:
            return {}
        taken = {}
        before, after = self._after_sales_parts_kept(but=refund), self._after_sales_parts_kept()
        programs = self.env["loyalty.program"].union(*(card.program_id for card in earned))
        for program in programs:
            own = {card: points for card, points in earned.items() if card.program_id == program}
            lost = program._after_sales_points_lost(own, after)
            for card, points in program._after_sales_points_lost(own, before).items():
                lost[card] -= points
            taken |= {card: points for card, points in lost.items() if points > EPSILON}
        return taken

    def _after_sales_points_earned(self):
        """Its history nets what the receipt earned and spent, and says nothing where that comes
        to nothing; what it spent stands on its reward lines.

        :return: dict card → points
        """
        rewards = self.lines.filtered(lambda line: line.coupon_id and line.points_cost)
        history = self.env["loyalty.history"].search(
            [("order_model", "=", "pos.order"), ("order_id", "in", self.ids)]
        )
        earned = defaultdict(float)
        for row in history:
            earned[row.card_id] += row.issued - row.used
        for line in rewards:
            earned[line.coupon_id] += line.points_cost
        return {
            card: points
            for card, points in earned.items()
            if points > EPSILON
            and not card.program_id.is_payment_program
            and card.program_id.applies_on != "current"
        }

    def _after_sales_parts_kept(self, but=None):
        """:param but: refund that does not count
        :return: dict line of goods → part of it (0..1) that did not come back for money
        """
        goods = self.lines.filtered(
            lambda line: line.qty > 0 and not line.is_reward_line and not line.after_sales_role
        )
        return {line: 1.0 - line._after_sales_part_back(but) for line in goods}

    # Spent again on new goods ---------------------------------------------------------------------

    @api.model
    def _after_sales_spend_returned_cards(self, tickets):
        """:param tickets: dict ticket → its processed ``pos.order``"""
        for orders in tickets.values():
            lines = orders._after_sales_lines_by_card().filtered(
                lambda line: line._is_after_sales_spent_again()
            )
            if lines:
                lines._spend_after_sales_card(orders._after_sales_points_given_back())

    def _after_sales_lines_by_card(self):
        return self.lines.filtered(lambda line: line.after_sales_role == "card")

    def _after_sales_has_overspent_cards(self):
        """Whether cards pay more of the new goods than came back to them."""
        return any(
            own._after_sales_exceeds(self._after_sales_given_back_for_exchange(origin))
            for origin, own in self._after_sales_lines_by_card()
            .grouped("after_sales_origin_id")
            .items()
        )

    def _after_sales_points_given_back(self):
        """:return: dict card → points that these orders gave to it"""
        given = defaultdict(float)
        for row in self.env["loyalty.history"].search(
            [("order_model", "=", self._name), ("order_id", "in", self.ids)]
        ):
            given[row.card_id] += row.issued
        return given

    def _after_sales_given_back_for_exchange(self, origin):
        """:param origin: payment by a card
        :return: what goes back to it with the exchanged goods of this ticket
        """
        back = self.lines.filtered(
            lambda line: (
                line.after_sales_role == "share"
                and line.after_sales_origin_id == origin
                and line.after_sales_line_id._resolution_row().new_goods
            )
        )
        return back._after_sales_amount()
