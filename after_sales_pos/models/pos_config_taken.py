from odoo import fields, models
from odoo.tools import format_date

FIELDS = {"pos": "pos_line_id", "sale": "sale_line_id", "return": "return_line_id"}


class PosConfig(models.Model):
    """Who has what may not come back any more: the number, the day and the person of each return,
    and the till that holds it."""

    _inherit = "pos.config"

    def _after_sales_taken_words(self, kind, item, ticket):
        """:param item: dict, see ``_after_sales_pos_items``
        :return: list of sentences; none where all may come back
        """
        line, product = item["line"], item["product"]
        if product.uom_id.compare(item["left"], item["sold"]) >= 0:
            return []
        held = self.env["after.sales.reservation"]._live_on(FIELDS[kind], line, ticket)
        return [
            *(self._claim_words(one) for one in self._taken_claims(kind, line, product)),
            *(self._refund_words(one) for one in self._taken_refunds(kind, line)),
            *held.filtered(lambda one: one.product_id == product)._holder_names(),
        ]

    def _taken_claims(self, kind, line, product):
        """:return: the ``after.sales.return.line`` that take something of what was sold"""
        if kind == "return":
            return line.browse()
        if kind == "pos":
            claims = line._after_sales_claims()
        else:
            claims = line.after_sales_line_ids.filtered(lambda one: one.quantity_claimed > 0)
        return claims.filtered(lambda one: one.product_id == product)

    def _taken_refunds(self, kind, line):
        """:return: the lines of plain refunds"""
        return line._after_sales_plain_refunds() if kind == "pos" else ()

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
