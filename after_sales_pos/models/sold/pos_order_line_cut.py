from collections import defaultdict
from dataclasses import dataclass

from odoo import api, models

from .pos_order_line_price import Share

WHOLE = Share()


@dataclass(slots=True)
class Cut:
    """What comes back of a sold line: ``units`` after ``before`` of them, at ``percent`` of the
    price. ``sold`` maps the lines of the receipt to their amounts."""

    line: models.Model
    sold: dict
    before: float
    units: float
    percent: float

    def part(self, source, share=WHOLE):
        """:param source: the line, or a discount on the receipt of which ``share`` is the line's,
            a :class:`Share`
        :return: (total with taxes, dict tax id → (base, tax)) of what comes back; negative for
            goods, as it is given back
        """
        total, taxes = self.sold[source]
        return self._of(total, share), {
            tax_id: tuple(self._of(amount, share) for amount in pair)
            for tax_id, pair in taxes.items()
        }

    def _of(self, amount, share):
        own = share.of(amount, self.line.currency_id)
        return -self.line._cut_amount(own, self.before, self.units, self.percent)


class PosOrderLine(models.Model):
    """What is given back of the amounts of a receipt: each part as the difference of two running
    totals, so that all parts together give back what was paid, to the cent."""

    _inherit = "pos.order.line"

    def _after_sales_units(self, product, quantity):
        """``quantity`` of ``product`` in units of this line; of a kit's component its share."""
        self.ensure_one()
        if product == self.product_id:
            return quantity
        return quantity * self._after_sales_kit_shares().get(self, {}).get(product, 1.0)

    def _after_sales_returned_units(self):
        """:return: dict line → units whose sale was taken back so far"""
        returned = defaultdict(float)
        for line in self:
            parts = line.sudo().after_sales_line_ids.disposition_ids
            returned[line] = sum(parts.mapped("quantity_credited"))
        for refund in self._after_sales_plain_refunds():
            returned[refund.refunded_orderline_id] += max(0.0, -refund.qty)
        return returned

    def _after_sales_cutter(self):
        """:return: function (line, units, percent) → what comes back of it: a :class:`Cut` of the
        receipt, or a :class:`Slice` of what the back office made of it. Each call comes after
        the one before.
        """
        standing, before = self._after_sales_standing(), self._after_sales_returned_units()
        sold = self._after_sales_sold_amounts()

        def cut(line, units, percent):
            if line in standing:
                return standing[line].take(units, percent)
            before[line] += units
            return Cut(line, sold, before[line] - units, units, percent)

        return cut

    def _cut_amount(self, amount, before, units, percent=100.0):
        """What ``units`` of this line bear of an amount that falls on it, when ``before`` were
        taken back already.

        :param percent: part of the price that is given back (0..100)
        :return: amount in the receipt's currency
        """
        self.ensure_one()
        currency = self.currency_id
        scale = percent / 100.0 / self.qty
        after = currency.round(amount * (before + units) * scale)
        return currency.round(after - currency.round(amount * before * scale))

    @api.model
    def _after_sales_price_unit(self, taxes, total, quantity, currency, product):
        """The unit price at which ``quantity`` comes to ``total``.

        :param total: tax included; of the sign of ``quantity`` times the price
        :return: float, not rounded
        """
        if not taxes:
            return total / quantity
        included = taxes.with_context(force_price_include=True)
        net = included.compute_all(total / quantity, currency, quantity, product)["total_excluded"]
        price = total / quantity if all(taxes.mapped("price_include")) else net / quantity
        reached = taxes.compute_all(price, currency, quantity, product)["total_included"]
        missing = total - reached
        # A cent of tax rounded the other way: the net takes it.
        return price if currency.is_zero(missing) else price + missing / quantity
