from odoo import models

from ...ledger import EPSILON
from .after_sales_disposition_part import CreditPart


class AfterSalesDisposition(models.Model):
    """A free piece comes back for its share of what was paid for the others: it is cut from
    their invoice lines, for its own says nothing."""

    _inherit = "after.sales.disposition"

    def _companion_parts(self, parts):
        free = self._free_product_parts(parts)
        return free + super()._companion_parts(parts + free)

    def _free_product_parts(self, parts):
        """:param parts: list of CreditPart of goods, entered on their ledgers
        :return: list of CreditPart on the invoice lines of what was paid
        """
        shares = self.line_id.sale_line_id._after_sales_free_shares()
        mine = self.filtered(lambda part: part.line_id.sale_line_id in shares)
        if not mine:
            return []
        paid = {line: line._after_sales_paid_lines() for line in mine.line_id.sale_line_id}
        lines = self.env["sale.order.line"].union(*paid.values())._after_sales_posted_lines()
        ledgers = {
            **lines._after_sales_ledgers(),
            **{part.origin: part.ledger for part in parts},
        }
        result = []
        for part in mine:
            sold = part.line_id.sale_line_id
            ordered = sold.product_uom_qty + sold.after_sales_qty_lowered
            share = shares[sold] * part._sale_quantity() / ordered
            for line in paid[sold]._after_sales_posted_lines():
                units = min(line.quantity * share, ledgers[line].units_left)
                if units > EPSILON:
                    entry = ledgers[line].take(units, part.refund_percent)
                    result.append(CreditPart(part, line, ledgers[line], entry, line.move_id, True))
        return result
