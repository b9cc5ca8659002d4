from odoo import models


class PosOrderLine(models.Model):
    """What lines come to, whichever sign Odoo keeps them with."""

    _inherit = "pos.order.line"

    def _after_sales_amount(self, name="price_subtotal_incl"):
        """Odoo's till turns the sign of the amounts of an order that refunds, so that goods that
        come back have positive ones, and the back office's refund does not: quantities and prices
        tell.

        :param name: ``price_subtotal_incl`` or ``price_subtotal``
        :return: the sum: what the customer pays is positive, what comes back negative
        """
        return sum(line._after_sales_sign(line[name]) * line[name] for line in self)

    def _after_sales_sign(self, amount):
        """:return: what turns ``amount`` of this line to what the customer pays"""
        self.ensure_one()
        worth = self.qty * self.price_unit
        if not worth:
            return -1.0 if self.order_id.is_refund else 1.0
        return 1.0 if (worth > 0) == (amount > 0) else -1.0

    def _after_sales_sent(self):
        """:return: dict of what the till says that this line pays back, see ``_quote_line``"""
        self.ensure_one()
        return {
            "key": self.after_sales_key,
            "role": self.after_sales_role,
            "product_id": self.product_id.id,
            "qty": self.qty,
            "price_unit": self.price_unit,
            "discount": self.discount,
            "amount": self._after_sales_amount(),
            "origin_line_id": self.after_sales_origin_id.id,
            "sold": self.refunded_orderline_id.id,
            "extra_tax_data": self.extra_tax_data,
        }
