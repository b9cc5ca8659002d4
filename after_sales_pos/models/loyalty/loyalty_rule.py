from odoo import models

EPSILON = 1e-6


class LoyaltyRule(models.Model):
    _inherit = "loyalty.rule"

    def _after_sales_points_of(self, kept):
        """:param kept: dict ``pos.order.line`` of goods → part (0..1) of it
        :return: points that this rule grants for them; none when its condition does not hold
        """
        self.ensure_one()
        products = self.env["product.product"].union(*(line.product_id for line in kept))
        valid = products.filtered_domain(self._get_valid_product_domain())
        own = {line: part for line, part in kept.items() if line.product_id in valid}
        units = sum(line.qty * part for line, part in own.items())
        total = sum(line.price_subtotal_incl * part for line, part in own.items())
        net = sum(line.price_subtotal * part for line, part in own.items())
        amount = total if self.minimum_amount_tax_mode == "incl" else net
        if (
            units < EPSILON
            or units < self.minimum_qty - EPSILON
            or amount < self.minimum_amount - EPSILON
        ):
            return 0.0
        per = {"order": 1.0, "unit": units, "money": total}[self.reward_point_mode]
        return self.reward_point_amount * per
