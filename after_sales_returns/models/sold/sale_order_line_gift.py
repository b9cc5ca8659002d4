from math import floor

from odoo import models
from odoo.fields import Domain

from ...ledger import EPSILON


class SaleOrderLine(models.Model):
    """Gifts of another product: free as long as what they were given for is kept."""

    _inherit = "sale.order.line"

    def _after_sales_gifts_to_bring(self, back):
        """The gifts of these lines whose condition no longer holds after a return.

        :param back: dict sold line → quantity that comes or came back, in its unit
        :return: dict gift line → quantity that should come back as well
        """
        gifts = self.order_id.order_line.filtered(
            lambda line: line.reward_id and line._is_after_sales_free_product()
        )
        result = {}
        for gift in gifts - self.browse().union(*self._after_sales_free_shares()):
            if self <= gift._after_sales_earned_with():
                kept = gift._after_sales_qty_ordered() - back.get(gift, 0.0)
                surplus = kept - gift._after_sales_deserved(back)
                if surplus > EPSILON:
                    result[gift] = surplus
        return result

    def _after_sales_qty_ordered(self):
        self.ensure_one()
        return self.product_uom_qty + self.after_sales_qty_lowered

    def _after_sales_rules(self):
        """:return: the rules of the program that gave this; none where points of a card did, or
        where they were deleted: then no condition is known"""
        self.ensure_one()
        program = self.reward_id.program_id
        if program.is_nominative:
            return program.rule_ids.browse()
        return program.with_context(active_test=False).rule_ids

    def _after_sales_earned_with(self):
        """:return: the paid lines that earned this gift"""
        self.ensure_one()
        rules = self._after_sales_rules()
        products = Domain.OR(rule._get_valid_product_domain() for rule in rules)
        paid = self.order_id.order_line.filtered(
            lambda line: not line.reward_id and not line.display_type and line.price_subtotal > 0
        )
        return paid.filtered_domain([("product_id", "any", products)]) if rules else paid.browse()

    def _after_sales_deserved(self, back):
        """How much of this gift what is kept still earns.

        :param back: dict sold line → quantity that comes back
        """
        self.ensure_one()
        needed = self.reward_id.required_points or 1.0
        points = sum(
            self._after_sales_rule_points(rule, back) for rule in self._after_sales_rules()
        )
        times = floor(points / needed + EPSILON)
        return min(
            self._after_sales_qty_ordered(), times * (self.reward_id.reward_product_qty or 1.0)
        )

    def _after_sales_rule_points(self, rule, back):
        lines = self.order_id.order_line.filtered(
            lambda line: not line.reward_id and not line.display_type and line.price_subtotal > 0
        ).filtered_domain([("product_id", "any", rule._get_valid_product_domain())])
        kept = {line: line._after_sales_qty_ordered() - back.get(line, 0.0) for line in lines}
        units = sum(kept.values())
        taxed = rule.minimum_amount_tax_mode == "incl"
        price = "price_reduce_taxinc" if taxed else "price_reduce_taxexcl"
        amount = sum(line[price] * quantity for line, quantity in kept.items())
        if units < max(rule.minimum_qty, EPSILON) or amount < rule._compute_amount(
            self.currency_id
        ):
            return 0.0
        if rule.reward_point_mode == "unit":
            return rule.reward_point_amount * units
        if rule.reward_point_mode == "money":
            spent = sum(line.price_reduce_taxinc * quantity for line, quantity in kept.items())
            return rule.reward_point_amount * spent
        return rule.reward_point_amount
