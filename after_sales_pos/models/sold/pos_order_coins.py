from odoo import models

from ...states import PAID


class PosOrder(models.Model):
    """Receipts whose total a till rounded to coins."""

    _inherit = "pos.order"

    def _after_sales_coins_left(self, parts):
        """What rounding added to this receipt and did not give back yet, once all of its goods
        are back with the dispositions ``parts``.

        :return: amount, negative where it took something off; zero before that
        """
        self.ensure_one()
        goods = self.lines.filtered(lambda line: line._is_after_sales_sold())
        back = goods._after_sales_returned_units()
        for part in parts:
            back[part.line_id.pos_line_id] += part._sale_quantity()
        if any(line.product_uom_id.compare(back[line], line.qty) < 0 for line in goods):
            return 0.0
        refunds = self.lines.refund_orderline_ids.order_id
        orders = self | refunds.filtered(lambda order: order.state in PAID)
        paid, due = sum(orders.mapped("amount_paid")), sum(orders.mapped("amount_total"))
        return self.currency_id.round(paid - due)
