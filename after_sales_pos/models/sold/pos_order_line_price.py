from collections import defaultdict

from odoo import models


class Share(float):
    """The part (0..1) of a discount on a receipt that falls on a line, after ``start`` of it that
    falls on the lines before: whatever is divided, all parts come to the whole to the cent."""

    def __new__(cls, end=1.0, start=0.0):
        share = super().__new__(cls, end - start)
        share.start, share.end = start, end
        return share

    def of(self, amount, currency):
        """:return: the part of ``amount``, in whole cents"""
        return currency.round(
            currency.round(amount * self.end) - currency.round(amount * self.start)
        )


class PosOrderLine(models.Model):
    """What was paid for what a till sold, after its part of the discounts on the receipt."""

    _inherit = "pos.order.line"

    def _is_after_sales_discount(self):
        """Whether this line lowers the price of others: a promotion or a discount on the whole
        receipt. Gift cards and eWallets pay, they lower no price."""
        self.ensure_one()
        payment = self.sudo().reward_id.program_id.is_payment_program
        return (
            self.qty * self.price_unit < 0
            and not self.refunded_orderline_id
            and not self.after_sales_role
            and not payment
        )

    def _after_sales_discounted_lines(self):
        """The lines of the receipt that this discount line lowers: a line per set of taxes, and
        a reward may be limited to some products."""
        self.ensure_one()
        reward = self.sudo().reward_id
        lines = self.order_id.lines.filtered(
            lambda line: line.price_subtotal > 0 and not line.is_reward_line
        )
        if reward.reward_type == "product":
            products = reward.reward_product_ids
            lines = lines.filtered(lambda line: line.product_id in products) or lines
        elif reward.discount_applicability == "specific":
            lines = lines.filtered_domain(
                [("product_id", "any", reward._get_discount_product_domain())]
            )
        elif reward.discount_applicability == "cheapest":
            lines = lines.sorted("price_unit")[:1]
        taxes = self.tax_ids._after_sales_discountable()
        same = lines.filtered(lambda line: line.tax_ids._after_sales_discountable() == taxes)
        return same or lines

    def _after_sales_discount_shares(self):
        """The part of each discount on the receipt that falls on each of these lines.

        :return: dict line → dict discount line → :class:`Share` of the discount's amount
        """
        shares = defaultdict(dict)
        for order in self.order_id:
            for discount in order.lines.filtered(lambda line: line._is_after_sales_discount()):
                lines = discount._after_sales_discounted_lines()
                for line, share in lines._after_sales_divided().items():
                    if line in self:
                        shares[line][discount] = share
        return shares

    def _after_sales_divided(self):
        """:return: dict line → :class:`Share` of what lowers all of these lines, by their price"""
        total, before, shares = sum(self.mapped("price_subtotal")), 0.0, {}
        for line in self if total else ():
            share = Share((before + line.price_subtotal) / total, before / total)
            before += line.price_subtotal
            shares[line] = share
        return shares

    def _after_sales_unit_prices(self):
        """:return: dict line → (untaxed, tax included) price paid per unit, after the line's own
        discount and its share of the discounts on the receipt, in the receipt's currency; what
        the back office credited of it or billed anew considered"""
        shares = self._after_sales_discount_shares()
        prices = {line: one.price() for line, one in self._after_sales_standing().items()}
        for line in self - self.browse().union(*prices):
            parts = [(line, 1.0), *shares[line].items()]
            prices[line] = tuple(
                sum(part[name] * share for part, share in parts) / line.qty if line.qty else 0.0
                for name in ("price_subtotal", "price_subtotal_incl")
            )
        return prices
