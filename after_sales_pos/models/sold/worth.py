"""Dividing what was paid for sold lines: parts in whole cents, which together are the whole."""

from dataclasses import dataclass

from odoo import models

EPSILON = 1e-6  # of a unit


class Share(float):
    """The part (0..1) of a discount on a receipt that falls on a line, after ``start`` of it that
    falls on the lines before: whatever is divided, all parts come to the whole to the cent."""

    def __new__(cls, end=1.0, start=0.0):
        share = super().__new__(cls, end - start)
        share.start, share.end = start, end
        return share

    def of(self, amount, currency):
        """:return: the part of ``amount``, in whole cents"""
        return currency.round(
            currency.round(amount * self.end) - currency.round(amount * self.start)
        )


WHOLE = Share()


def cut_amount(line, amount, before, units, percent=100.0):
    """What ``units`` of a line bear of an amount that falls on it, when ``before`` were
    taken back already.

    :param percent: part of the price that is given back (0..100)
    :return: amount in the receipt's currency
    """
    currency = line.currency_id
    scale = percent / 100.0 / line.qty
    after = currency.round(amount * (before + units) * scale)
    return currency.round(after - currency.round(amount * before * scale))


@dataclass(slots=True, eq=False)
class Standing:
    """What is still paid for a sold line that the back office credited or billed anew.

    ``units`` are paid for, ``free`` were credited before they come back; ``left`` maps the line
    and the discounts on it to the amounts (see :func:`flat`) that ``units`` divide.
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
        return -cut_amount(self.line, own, self.before, self.units, self.percent)
