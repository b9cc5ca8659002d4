from collections import defaultdict

from odoo import models

from .repair_order_stage import ENDED_STAGES


class SaleOrderLine(models.Model):
    """What the customer handed in to be repaired does not come back at the same time."""

    _inherit = "sale.order.line"

    def _after_sales_sold_quantities(self):
        lines, repairs = self._after_sales_lines_in_repair()
        sold = super(SaleOrderLine, lines)._after_sales_sold_quantities()
        if not repairs:
            return sold
        self._after_sales_subtract_in_repair(lines, sold, repairs)
        own = {key: quantity for key, quantity in sold.items() if key[0] in self.ids}
        return defaultdict(float, own)

    def _collide_on_after_sales_claims(self):
        """Who claims of one line collides with who claims of another that the same unit in
        repair may be of."""
        lines, _repairs = self._after_sales_lines_in_repair()
        super(SaleOrderLine, lines)._collide_on_after_sales_claims()

    def _after_sales_subtract_in_repair(self, lines, sold, repairs):
        """Subtract what is in repair, each unit once. Where the same product stands on several
        lines and no serial tells, it is of one that nothing else is claimed of; a unit that may
        be of few lines is placed before one that may be of many. What finds no such line is
        missing on those asked about: the claims of the others were right before.

        :param lines: ``self`` and the lines that a unit in repair may be of instead
        :param sold: dict (sale line id, product id) → quantity, lowered
        """
        claimed = lines._after_sales_claimed_quantities()
        for repair in repairs.sorted(lambda one: (len(one._delivered_lines()), one.id)):
            product, left = repair.product_id, repair._item_quantity()
            for key in [(line.id, product.id) for line in repair._delivered_lines()]:
                taken = min(left, max(sold[key] - claimed[key], 0.0))
                sold[key] -= taken
                left -= taken
            asked = [key for key in sold if key[0] in self.ids and key[1] == product.id]
            if left and asked:
                sold[min(asked, key=lambda key: sold[key] - claimed[key])] -= left

    def _after_sales_lines_in_repair(self):
        """:return: (these lines, and those that a unit in repair may be of instead; the repairs
        of these units)"""
        lines, repairs = self, self._after_sales_units_in_repair()
        while others := self.union(*(one._delivered_lines() for one in repairs)) - lines:
            lines |= others
            repairs = lines._after_sales_units_in_repair()
        return lines, repairs

    def _after_sales_units_in_repair(self):
        """The open repairs of what transfers delivered of these lines. Claiming asks twice: what
        was read of the transfers is remembered."""
        repairs = self.sudo().move_ids.picking_id.repair_ids.filtered(
            lambda repair: repair.after_sales_stage not in ("intake", *ENDED_STAGES)
        )
        return repairs.filtered(lambda repair: repair._delivered_lines() & self)

    def _after_sales_overclaim_sentence(self, product, sold, claimed):
        sentence = super()._after_sales_overclaim_sentence(product, sold, claimed)
        repairs = self._after_sales_units_in_repair().filtered(
            lambda repair: repair.product_id == product
        )
        if not repairs:
            return sentence
        return self.env._(
            "%(sentence)s In repair: %(repairs)s.",
            sentence=sentence,
            repairs=", ".join(repairs.mapped("name")),
        )
