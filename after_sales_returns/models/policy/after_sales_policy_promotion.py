from odoo import api, models


class AfterSalesPolicy(models.Model):
    """What a verdict says of promotions: what a piece is worth where one was free, and which gift
    should come back because what it was given for does."""

    _inherit = "after.sales.policy"

    @api.model
    def _add_promotions(self, verdicts):
        """Add the sentences to the reasons of ``verdicts``, as of ``_evaluate``; in superuser
        mode."""
        orders = self._rewarded_orders(verdicts)
        for line, verdict in verdicts.items():
            if line.sale_line_id.order_id in orders and verdict["verdict"] != "refused":
                sentences = self._promotion_sentences(line.sudo())
                verdict["verdict_reason"] = " ".join([verdict["verdict_reason"], *sentences])

    def _rewarded_orders(self, lines):
        """:return: the orders of these return lines that have a reward; most have none"""
        orders = (
            self.env["sale.order"].sudo().union(*(line.sale_line_id.order_id for line in lines))
        )
        rewards = self.env["sale.order.line"].sudo()
        return rewards.search([("order_id", "in", orders.ids), ("reward_id", "!=", False)]).order_id

    def _promotion_sentences(self, line):
        return self._free_piece_sentences(line) + self._gift_sentences(line)

    def _free_piece_sentences(self, line):
        """What was paid for a piece that shares its price with a free one, or is that."""
        sold = line.sale_line_id
        shares = sold._after_sales_free_shares()
        if not any(sold in (free | free._after_sales_paid_lines()) for free in shares):
            return []
        return [
            self.env._(
                "With the free piece of “%(promotion)s” each was paid with %(price)s (untaxed).",
                promotion=", ".join(dict.fromkeys(free.reward_id.description for free in shares)),
                price=line.currency_id.format(line.price_paid_unit),
            )
        ]

    def _gift_sentences(self, line):
        """Gifts that stay though their condition goes with this return."""
        gifts = line.sale_line_id._after_sales_gifts_to_bring(line._returned_quantities())
        if not gifts:
            return []
        return [
            self.env._(
                "Given away with it and to come back too: %(gifts)s.",
                gifts=", ".join(
                    f"{quantity:g} {gift.product_id.display_name}"
                    for gift, quantity in gifts.items()
                ),
            )
        ]
