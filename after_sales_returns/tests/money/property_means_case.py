from collections import defaultdict

from odoo.fields import Command

from .payment_common import MeansCase
from .property_case import PropertyCase


class MeansPropertyCase(PropertyCase, MeansCase):
    """Carries out stories of means of payment, and says what is wrong with their end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account["gift"] = cls.liability
        cls.account["wallet"] = cls.wallet_account

    # The sale -----------------------------------------------------------------------------

    def _order_story(self, story):
        sale = super()._order_story(story)
        self._promote(sale, story.promotion)
        self.held = {}
        for kind, share in story.cards:
            self._pay_by(sale, kind, share)
        return sale

    def _promote(self, sale, promotion):
        if not promotion:
            return
        good = sale.order_line[0].product_id
        rule = {"product_ids": [Command.set(good.ids)], "minimum_qty": 2}
        reward = {"reward_type": "product", "reward_product_id": good.id, "required_points": 2}
        if promotion == "percent off":
            rule = {}
            reward = {"reward_type": "discount", "discount": 15, "required_points": 1}
        self.env["loyalty.program"].create(
            {
                "name": promotion,
                "program_type": "promotion",
                "applies_on": "current",
                "trigger": "auto",
                "rule_ids": [
                    Command.create(
                        {"reward_point_amount": 1, "reward_point_mode": "unit", **rule}
                        if rule
                        else {}
                    )
                ],
                "reward_ids": [Command.create(reward)],
            }
        )
        sale._update_programs_and_rewards()
        for coupon, rewards in sale._get_claimable_rewards().items():
            sale._apply_program_reward(rewards[:1], coupon)

    def _pay_by(self, sale, kind, share):
        """Pay by a new card of that kind as far as it reaches."""
        own = self.company.currency_id
        total = sale.currency_id._convert(sale.amount_total, own, self.company)
        # Odoo refuses what a card pays in a foreign currency when its rate adds a cent: in coins
        # of 0.08 ours are coins of 0.05 there.
        coin = 0.08 if sale.currency_id != own else 0.01
        points = max(1.04, round(total * share / coin) * coin)
        if sale.currency_id.is_zero(sale.amount_total):
            return
        program = self.gift if kind == "gift" else self.wallet_program
        card = self._create_card(points, program)
        self.held[card] = points
        self._spend(sale, card)

    def _confirm_story(self, sale, story):
        super()._confirm_story(sale, story)
        share = {"ahead": 1.0, "provider": 1.0, "both": 0.6}.get(story.money, 0.0)
        amount = sale.currency_id.round(sale.amount_total * share)
        if amount:
            self._check_out(sale, amount)

    # What comes back ----------------------------------------------------------------------

    def _come_back(self, sale, story, parts, **more):
        super()._come_back(sale, story, parts, **more)
        if story.at_once:
            self._pay_out(sale)

    def _pay_out(self, sale):
        """Pay back as the button of a credit note does it; what it leaves, by bank."""
        for note in self._notes(sale):
            if note.amount_residual:
                note.action_after_sales_pay_back()
                sale.transaction_ids.child_transaction_ids._post_process()
            if note.amount_residual:
                self._pay(note)

    # What must hold -----------------------------------------------------------------------

    def _check_on_the_way(self, sale):
        super()._check_on_the_way(sale)
        for means, (paid, back) in self._money_by_means().items():
            self.assertLessEqual(round(back - paid, 2), 0.0, f"more back than paid by {means}")
        for card, points in self.held.items():
            if card.program_id == self.gift:
                self.assertLessEqual(
                    round(card.points - points, 2), 0.0, "more back than a card paid"
                )

    def _money_by_means(self):
        """:return: dict name of a transaction, or ``bank`` → [paid, paid back]"""
        money = defaultdict(lambda: [0.0, 0.0])
        payments = self.env["account.payment"].search([("partner_id", "=", self.customer.id)])
        for payment in payments:
            transaction = payment.payment_transaction_id
            means = (transaction.source_transaction_id or transaction).reference or "bank"
            money[means][payment.payment_type == "outbound"] += payment.amount
        return money

    def _check_means(self, story, changes):
        """All means got back what they paid; or what they did not is on the eWallet.

        :param changes: dict account → how its balance changed
        """
        credit = any(event.values.get("resolution") for event in story.events)
        if not credit:
            self.assertEqual(changes, {})
            for means, (paid, back) in self._money_by_means().items():
                self.assertEqual(round(paid, 2), round(back, 2), means)
            for card, points in self.held.items():
                self.assertEqual(round(card.points, 2), round(points, 2), card.program_id.name)
        means = {"gift", "wallet", "asset_cash", "asset_current"}
        self.assertLessEqual(set(changes), means)
        if story.foreign_currency:
            return  # points are spent at the rate of the order and booked at that of the invoice
        for name, program in (("gift", self.gift), ("wallet", self.wallet_program)):
            before = sum(p for card, p in self.held.items() if card.program_id == program)
            cards = self.env["loyalty.card"].search([("program_id", "=", program.id)])
            more = sum(cards.filtered(lambda c: c.partner_id == self.customer).mapped("points"))
            self.assertAlmostEqual(changes.get(name, 0.0), before - more, 2, name)
