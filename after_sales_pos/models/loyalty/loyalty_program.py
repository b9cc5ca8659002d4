from odoo import models

EPSILON = 1e-6


class LoyaltyProgram(models.Model):
    """What a receipt would have earned with the goods that are left of it."""

    _inherit = "loyalty.program"

    def _after_sales_points_lost(self, earned, kept):
        """:param earned: dict card of this program → points that a receipt earned on it
        :param kept: dict line of its goods → part (0..1) that is left of it
        :return: dict card → points that it would not have earned; of coupons whole ones
        """
        self.ensure_one()
        whole = self._after_sales_points_of(dict.fromkeys(kept, 1.0))
        if whole:
            lost = 1.0 - self._after_sales_points_of(kept) / whole
        else:  # The rules changed since: in proportion to the goods.
            worth = sum(line.price_subtotal_incl for line in kept)
            left = sum(line.price_subtotal_incl * part for line, part in kept.items())
            lost = 1.0 - left / worth if worth else 0.0
        lost = min(1.0, max(0.0, lost))
        if self.is_nominative:
            return {card: points * lost for card, points in earned.items()}
        left, taken = sum(earned.values()) * lost, {}
        for card, points in sorted(earned.items(), key=lambda item: item[0].id):
            taken[card] = points if left > points - EPSILON else 0.0
            left -= taken[card]
        return taken

    def _after_sales_points_of(self, kept):
        """:param kept: dict line → part of it
        :return: points by the rules, as Odoo's till counts them
        """
        return sum(rule._after_sales_points_of(kept) for rule in self.rule_ids)
