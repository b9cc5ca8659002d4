from collections import defaultdict
from dataclasses import dataclass

from odoo import models

from .pos_order_line_price import Share

EPSILON = 1e-6  # of a unit


@dataclass(slots=True, eq=False)
class Standing:
    """What is still paid for a sold line that the back office credited or billed anew.

    ``units`` are paid for, ``free`` were credited before they come back; ``left`` maps the line
    and the discounts on it to the amounts (see ``_after_sales_flat``) that ``units`` divide.
    """

    currency: models.Model
    units: float
    free: float
    left: dict
    notes: models.Model

    def price(self):
        """:return: (untaxed, tax included) per unit that is paid for"""
        gross = sum(amounts.get("total", 0.0) for amounts in self.left.values())
        tax = sum(
            amount
            for amounts in self.left.values()
            for name, amount in amounts.items()
            if name[-1] == "tax"
        )
        return ((gross - tax) / self.units, gross / self.units) if self.units else (0.0, 0.0)

    def take(self, units, percent):
        """Take ``units`` off: first those that were credited before, for nothing. The last one
        takes what is left.

        :param percent: of their worth that is given back (0..100)
        :return: :class:`Slice`
        """
        free = min(units, self.free)
        paid = min(units - free, self.units)
        share = 1.0 if self.units - paid < EPSILON else paid / self.units
        taken = {
            source: {name: self.currency.round(amount * share) for name, amount in own.items()}
            for source, own in self.left.items()
        }
        for source, own in taken.items() if paid > EPSILON else ():
            for name, amount in own.items():
                self.left[source][name] = self.currency.round(self.left[source][name] - amount)
        self.free -= free
        self.units = max(0.0, self.units - paid)
        return Slice(self.currency, paid, taken if paid > EPSILON else {}, percent)


@dataclass(slots=True, eq=False)
class Slice:
    """A part of a :class:`Standing`: what ``units`` that are paid for give back."""

    currency: models.Model
    units: float
    taken: dict
    percent: float

    def part(self, source, share=None):
        """What comes back of the line or of a discount, as of ``Cut.part``: its share is taken
        already."""
        own = {
            name: self.currency.round(-amount * self.percent / 100.0)
            for name, amount in self.taken.get(source, {}).items()
        }
        taxes = dict.fromkeys(name[0] for name in own if name != "total")
        return own.get("total", 0.0), {
            tax_id: (own[tax_id, "base"], own[tax_id, "tax"]) for tax_id in taxes
        }


class PosOrderLine(models.Model):
    """What a unit of a receipt in a customer's hands is worth, once the back office credited the
    receipt's invoice or billed it anew: units come from the goods, money from the documents, and
    they are divided late."""

    _inherit = "pos.order.line"

    def _after_sales_standing(self):
        """:return: dict line → :class:`Standing`; empty where receipts are what was paid"""
        bills = self._after_sales_bills()
        lines = self.filtered(lambda line: line in bills and line.qty > 0)
        if not lines:
            return {}
        shares = lines._after_sales_discount_shares()
        given = defaultdict(list)
        for one in lines._after_sales_given(shares):
            given[one.sold].append(one)
        credited, idle = lines._after_sales_returned_units(), lines._after_sales_unpaid_units()
        standing = {}
        for line in lines:
            paid = line._after_sales_billed_units(bills[line]) - credited[line]
            held = line.qty - credited[line] - idle[line]
            standing[line] = Standing(
                currency=line.currency_id,
                units=max(0.0, paid),
                free=max(0.0, held - max(0.0, paid)),
                left=line._after_sales_left(bills, shares[line], given[line]),
                notes=self.env["account.move"].union(
                    *(bill.move for bill in bills[line] if bill.is_credit)
                ),
            )
        return standing

    def _after_sales_credited_sentences(self):
        """:return: dict line → what the screen says of credit notes of the back office"""
        return {
            line: self.env._(
                "Credited with %(notes)s: %(paid)g of them are paid for.",
                notes=", ".join(one.notes.mapped("name")),
                paid=one.units,
            )
            for line, one in self._after_sales_standing().items()
            if one.notes
        }

    def _after_sales_billed_units(self, bills):
        """Units that were billed and not credited as such."""
        return sum(bill.units for bill in bills if not bill.is_cut)

    def _after_sales_unpaid_units(self):
        """Units that came back and gave nothing, for they had been credited: by a return order,
        or by Odoo's return of the transfer.

        :return: dict line → units
        """
        unpaid = defaultdict(float)
        sold = self._after_sales_sold_quantities()
        for line in self:
            parts = line.sudo().after_sales_line_ids.disposition_ids.filtered(
                lambda part: (
                    part.state == "settled"
                    and (part._resolution_row().credits or part.resolution == "none")
                    and not part._route_row().to_customer
                )
            )
            unpaid[line] += sum(part._sale_quantity() - part.quantity_credited for part in parts)
            if (line.id, line.product_id.id) in sold:
                unpaid[line] += line.qty - sold[line.id, line.product_id.id]
        return unpaid

    def _after_sales_left(self, bills, shares, given):
        """:param bills: dict line → list of :class:`Bill`
        :param shares: dict discount on this line → :class:`Share` of it
        :param given: list of :class:`Given` of this line
        :return: dict source → dict name → what is left of it, see :class:`Standing`
        """
        parts = self.sudo().after_sales_line_ids.disposition_ids
        worthless = sum(
            part.quantity_credited for part in parts.filtered(lambda part: not part.refund_percent)
        )
        left = {}
        paying = 1.0 - worthless / self.qty
        for source, share in {self: Share(), **shares}.items():
            own = left[source] = defaultdict(float)
            for bill in bills[source]:
                for name, amount in bill.amounts.items():
                    own[name] += share.of(amount, self.currency_id) * paying
        for one in given:
            for name, amount in one.amounts.items() if one.source in left and one.percent else ():
                left[one.source][name] -= amount * 100.0 / one.percent
        return {
            source: {
                name: max(amount, 0.0) if source == self else min(amount, 0.0)
                for name, amount in own.items()
            }
            for source, own in left.items()
        }
