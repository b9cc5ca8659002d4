from odoo import models


class PosOrderLine(models.Model):
    """What lines come to, whichever sign Odoo keeps them with."""

    _inherit = "pos.order.line"

    def _after_sales_amount(self, name="price_subtotal_incl"):
        """Odoo's till turns the sign of the amounts of an order that refunds, so that goods that
        come back have positive ones; quantities and totals of the order keep theirs.

        :param name: ``price_subtotal_incl`` or ``price_subtotal``
        :return: the sum: what the customer pays is positive, what comes back negative
        """
        return sum(-line[name] if line.order_id.is_refund else line[name] for line in self)

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
