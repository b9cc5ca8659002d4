from odoo import models
from odoo.fields import Domain

from ...states import PAID

EPSILON = 1e-6


class PosOrderLine(models.Model):
    """How far a line of a receipt came back, for the points that it earned or cost."""

    _inherit = "pos.order.line"

    def _after_sales_part_back(self, but=None):
        """:param but: refund that does not count
        :return: part of this line (0..1) that refunds gave money back for; of what has no price
            the part of its units
        """
        self.ensure_one()
        refunds = self.sudo().refund_orderline_ids.filtered(
            lambda line: line.order_id.state in PAID and line.order_id != but
        )
        if not self.price_subtotal_incl:
            return min(1.0, max(0.0, -sum(refunds.mapped("qty")) / self.qty))
        back = -refunds._after_sales_amount() / self.price_subtotal_incl
        return min(1.0, max(0.0, back))

    def _after_sales_reward_points(self, refund):
        """:return: points of this reward that go back with ``refund``"""
        self.ensure_one()
        before, after = self._after_sales_reward_back(refund), self._after_sales_reward_back()
        if not self.coupon_id.program_id.is_nominative:
            before, after = (float(part > 1.0 - EPSILON) for part in (before, after))
        return self.points_cost * max(0.0, after - before)

    def _after_sales_reward_back(self, but=None):
        """:param but: refund that does not count
        :return: part of this reward (0..1) that its goods have brought back
        """
        worth = -self.price_subtotal_incl
        if not worth:
            goods = self._after_sales_free_goods()
            units = sum(goods.mapped("qty"))
            back = sum(line.qty * line._after_sales_part_back(but) for line in goods)
            return back / units if units else 0.0
        lines = self.sudo().search(
            (
                Domain("after_sales_origin_id", "=", self.id)
                | Domain("refunded_orderline_id", "=", self.id)
            )
            & Domain("order_id.state", "in", PAID)
        )
        back = lines.filtered(lambda line: line.order_id != but)._after_sales_amount()
        return min(1.0, max(0.0, back / worth))

    def _after_sales_free_goods(self):
        """:return: what a reward without worth gave; all goods of the receipt if it is not there"""
        goods = self.order_id.lines.filtered(
            lambda line: line.qty > 0 and not line.is_reward_line and not line.after_sales_role
        )
        products = self.sudo().reward_id.reward_product_ids
        return goods.filtered(lambda line: line.product_id in products) or goods
