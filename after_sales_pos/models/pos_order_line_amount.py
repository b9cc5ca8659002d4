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
