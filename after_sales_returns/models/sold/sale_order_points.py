from collections import defaultdict

from odoo import models
from odoo.fields import Domain

EPSILON = 1e-6


class SaleOrder(models.Model):
    """Loyalty points of a sale: what it earned goes back with its goods, and so does what it
    spent on a reward."""

    _inherit = "sale.order"

    def _after_sales_sync_points(self, documents):
        """Bring the cards in line with what came back of these orders, whatever was done or
        undone since.

        :param documents: dict order → the return order that brings it about
        """
        loyal = self._after_sales_with_points()
        moved = loyal._after_sales_moved_points() if loyal else {}
        loyal.coupon_point_ids.coupon_id.mapped("program_id")  # read all at once
        vals_list = []
        for order in loyal:
            due = order._after_sales_points_due()
            cards = due.keys() | {card for known, card in moved if known == order}
            for card in cards:
                change = round(due.get(card, 0.0) - moved.get((order, card), 0.0), 2)
                if change:
                    vals_list.append(
                        order._prepare_after_sales_points_vals(card, change, documents[order])
                    )
        wanted = [vals["used"] for vals in vals_list]
        rows = self.env["loyalty.history"]._after_sales_move_points(vals_list)
        rows._after_sales_tell(wanted)

    def _after_sales_with_points(self):
        """:return: the orders that earned or spent points; most did not, and this is asked of
        every order that comes back"""
        return self.filtered(lambda order: order._after_sales_has_points())

    def _after_sales_has_points(self):
        """Whether this order earned or spent points."""
        return bool(self.coupon_point_ids or self.order_line.coupon_id)

    def _after_sales_moved_points(self):
        """:return: dict (order, card) → points given (taken: negative) with returns so far"""
        groups = self.env["loyalty.history"]._read_group(
            [("after_sales_order_id", "in", self.ids)],
            ["after_sales_order_id", "card_id"],
            ["issued:sum", "used:sum"],
        )
        return {(order, card): issued - used for order, card, issued, used in groups}

    def _after_sales_points_due(self):
        """What must have moved by now: given back less taken back.

        :return: dict ``loyalty.card`` → points
        """
        self.ensure_one()
        back = {line: line._after_sales_part_back() for line in self.order_line}
        due = defaultdict(float)
        for entry in self.coupon_point_ids.filtered("points"):
            program = entry.coupon_id.program_id
            if program.is_payment_program or program.applies_on == "current":
                continue
            share = self._after_sales_share_back(self._after_sales_earning_lines(program), back)
            if not program.is_nominative:  # A coupon is worth something as a whole only.
                share = float(share > 1.0 - EPSILON)
            due[entry.coupon_id] -= round(entry.points * share, 2)
        for line in self.order_line.filtered("points_cost"):
            program = line.coupon_id.program_id
            if program.is_nominative and not program.is_payment_program:
                share = self._after_sales_share_back(line._after_sales_rewarded_lines(), back)
                due[line.coupon_id] += round(line.points_cost * share, 2)
        return due

    def _after_sales_earning_lines(self, program):
        """:return: the lines that earned points of ``program``; all of the goods if its rules
        do not tell any more"""
        goods = self.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.is_downpayment
                and not line.reward_id
                and line.price_subtotal > 0
            )
        )
        goods -= self._get_no_effect_on_threshold_lines()
        products = Domain.OR(rule._get_valid_product_domain() for rule in program.rule_ids)
        return goods.filtered_domain([("product_id", "any", products)]) or goods

    def _after_sales_share_back(self, lines, back):
        """:param back: dict line → part of it (0..1) that came back for money
        :return: the part of the worth of ``lines`` that came back"""
        worth = {
            line: line.price_reduce_taxinc * (line.product_uom_qty + line.after_sales_qty_lowered)
            for line in lines
        }
        total = sum(worth.values())
        if not total:
            return sum(back[line] for line in lines) / len(lines) if lines else 0.0
        return sum(back[line] * worth[line] for line in lines) / total

    def _prepare_after_sales_points_vals(self, card, change, document):
        """:return: dict for ``loyalty.history``"""
        return {
            "card_id": card.id,
            "description": self.env._("Returned with %s", document.name),
            "issued": max(change, 0.0),
            "used": max(-change, 0.0),
            "order_model": document._name,
            "order_id": document.id,
            "after_sales_order_id": self.id,
        }

    def _action_cancel(self):
        """Odoo takes back all that a cancelled order earned; give back what returns took."""
        for order in self.filtered(lambda order: order.state == "sale"):
            for (_order, card), points in order.sudo()._after_sales_moved_points().items():
                card.points = round(card.points - points, 2)
        return super()._action_cancel()
