from odoo import api, fields, models

from ...ledger import EPSILON


class SaleOrderLine(models.Model):
    """The delivery fee of an order as a line of it."""

    _inherit = "sale.order.line"

    after_sales_qty_waived = fields.Float(
        string="Not To Be Invoiced",
        digits=False,
        copy=False,
        readonly=True,
        help="The part of a delivery fee that was given back before it was invoiced.",
    )

    def _is_after_sales_delivery_fee(self):
        self.ensure_one()
        return (
            self.product_id.after_sales_delivery_fee
            and not self.display_type
            and not self.is_downpayment
        )

    @api.depends("after_sales_qty_waived")
    def _compute_qty_to_invoice(self):
        """What was given back of a delivery fee is never offered for invoicing again."""
        super()._compute_qty_to_invoice()
        for line in self:
            if line.qty_to_invoice > 0 and line._is_after_sales_delivery_fee():
                given = line._after_sales_refund_lines().filtered("after_sales_origin_line_id")
                gone = sum(given.mapped("quantity")) + line.after_sales_qty_waived
                line.qty_to_invoice = max(0.0, line.qty_to_invoice - gone)

    def _after_sales_qty_kept(self, settling):
        """Units that stay with the customer once ``settling`` is settled, in the line's unit:
        all that were delivered and not taken back for money. What was exchanged is not."""
        self.ensure_one()
        parts = self.after_sales_line_ids.disposition_ids.filtered(
            lambda part: part._resolution_row().pays
        )
        back = sum(parts.mapped("quantity_credited"))
        now = settling.filtered(lambda part: part.line_id.sale_line_id == self)
        back += sum(part._sale_quantity() for part in now if not part.quantity_credited)
        return self._after_sales_qty_delivered() - back

    def _after_sales_delivery_worth(self):
        """What was paid for the delivery, after the discounts on the order: invoiced or to be.

        :return: dict delivery line → (untaxed amount paid, what of it was not given back)
        """
        prices = self._after_sales_unit_prices()
        ledgers = self._after_sales_posted_lines()._after_sales_ledgers()
        worth = {}
        for line in self:
            left = line._after_sales_ledger_units(ledgers, "units_left")
            invoiced = line._after_sales_ledger_units(ledgers, "units")
            waived = line.after_sales_qty_waived
            open_units = max(0.0, line.product_uom_qty - invoiced - waived)
            paid = prices[line] * (invoiced + open_units + waived)
            worth[line] = (paid, prices[line] * (left + open_units))
        return worth

    def _after_sales_untaxed_part(self):
        """What of the price of this line as it was entered is untaxed (0..1)."""
        self.ensure_one()
        price = self.price_unit * (1.0 - self.discount / 100.0)
        return self.price_reduce_taxexcl / price if price else 1.0

    def _after_sales_waive(self, amount):
        """Have ``amount`` (untaxed) of this fee never invoiced, as far as it is not invoiced.

        :return: what was invoiced already, to be credited
        """
        self.ensure_one()
        price = self._after_sales_unit_prices()[self]
        open_amount = max(0.0, self.qty_to_invoice) * price
        waived = min(amount, open_amount)
        if waived > EPSILON:
            self.after_sales_qty_waived += waived / price
        return amount - waived
