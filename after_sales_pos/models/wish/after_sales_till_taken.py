from collections import defaultdict

from odoo import fields, models
from odoo.tools import format_date


class AfterSalesTill(models.AbstractModel):
    """Who has what may not come back any more: the number, the day and the person of each return,
    and the till that holds it."""

    _inherit = "after.sales.till"

    def _taken_words(self, kind, items, ticket):
        """:param items: list of dict, see ``_pos_items``
        :return: dict key of an item → list of sentences; without those that may all come back
        """
        short = [
            item for item in items if item["product"].uom_id.compare(item["left"], item["sold"]) < 0
        ]
        if not short:
            return {}
        lines = short[0]["line"].union(*(item["line"] for item in short))
        claims, refunds = self._taken_claims(kind, lines), self._taken_refunds(kind, lines)
        reservations = self.env["after.sales.reservation"]
        name = reservations._line_names[kind]
        held = reservations._live_on(name, lines, ticket)
        words = {}
        for item in short:
            key = (item["line"].id, item["product"])
            own = held.filtered(lambda one, key=key: (one[name].id, one.product_id) == key)
            words[item["key"]] = [
                *map(self._claim_words, claims[key]),
                *map(self._refund_words, refunds[item["line"].id]),
                *own._holder_names(),
            ]
        return words

    def _taken_claims(self, kind, lines):
        """:return: dict (line id, product) → list of the ``after.sales.return.line`` that take
        something of what was sold"""
        taken = defaultdict(list)
        if kind == "pos":
            for claim in lines._after_sales_claims():
                line = claim.pos_line_id or lines._after_sales_settling(claim.sale_line_id)
                taken[line.id, claim.product_id].append(claim)
        elif kind == "sale":
            for claim in lines.after_sales_line_ids.filtered(lambda one: one.quantity_claimed > 0):
                taken[claim.sale_line_id.id, claim.product_id].append(claim)
        return taken

    def _taken_refunds(self, kind, lines):
        """:return: dict line id → list of the lines of plain refunds"""
        taken = defaultdict(list)
        for refund in lines._after_sales_plain_refunds() if kind == "pos" else ():
            taken[refund.refunded_orderline_id.id].append(refund)
        return taken

    def _claim_words(self, claim):
        order = claim.return_id
        day = claim.return_id.date_received or order.date_requested or order.create_date
        names = {
            "return": order.name,
            "quantity": claim.quantity_claimed,
            "who": order.pos_cashier or order.user_id.name or order.create_uid.name,
            "day": self._day_words(day),
        }
        if claim.product_uom_id.is_zero(claim.quantity_received):
            return self.env._("%(return)s asks for %(quantity)g since %(day)s (%(who)s)", **names)
        return self.env._("%(return)s took %(quantity)g back on %(day)s (%(who)s)", **names)

    def _refund_words(self, refund):
        order = refund.order_id
        return self.env._(
            "refund %(number)s took %(quantity)g back on %(day)s (%(who)s)",
            number=order.pos_reference or order.name,
            quantity=-refund.qty,
            day=self._day_words(order.date_order),
            who=order.user_id.name,
        )

    def _day_words(self, moment):
        """:return: the day of a moment in UTC where the till stands"""
        return format_date(self.env, fields.Datetime.context_timestamp(self, moment).date())
