"""What a posted invoice line still pays for, and what a unit of it is worth.

Units come from the goods, money from the documents, and they are divided late: a unit is worth
what is left of the line's amounts over the units that are left. Plain arithmetic, no records.
"""

from math import trunc

EPSILON = 1e-6  # of a unit
NOISE_DIGITS = 5  # of a cent: what floats add is no money


def cut_down(amount, rounding):
    """``amount`` cut to whole cents towards zero; what floats lost on the way is not lost."""
    return round(trunc(round(amount / rounding, NOISE_DIGITS)) * rounding, 10)


class Entry:
    """One document's line on a ledger.

    ``units`` it takes off; ``percent`` of their worth that is given (None: an amount by a
    document that the suite did not make); ``source`` that line, ``part`` of it (0..1) that falls
    on this ledger; ``value`` that it took off, untaxed and exact; ``kept`` what is given of that
    (0..1) where the documents leave less.
    """

    def __init__(self, units, percent=None, source=None, part=1.0, value=0.0):
        self.units = units
        self.percent = percent
        self.source = source
        self.part = part
        self.value = value
        self.kept = 1.0


class Ledger:
    """An invoice line and, in their order, the documents that took of it.

    ``value`` is untaxed, without rounding: it weighs lines against each other. The amounts to
    the cent, with their taxes, are computed once they are needed: ``slices``.
    """

    def __init__(self, units, value, given_away=0.0):
        """:param units: invoiced, in the invoice line's unit
        :param value: its untaxed amount
        :param given_away: units that share the value and were not invoiced: a free piece"""
        self.units = units
        self.given_away = given_away
        self.units_left = units + given_away
        self.value = self.value_left = value
        self.entries = []

    @property
    def is_untouched(self):
        return not self.entries

    @property
    def foreign_units(self):
        """Units credited by documents that the suite did not make."""
        return sum(entry.units for entry in self.entries if entry.percent is None)

    @property
    def settled_units(self):
        """Units that returns with a document took, this one not among them."""
        return sum(e.units for e in self.entries if e.percent is not None and e.source)

    def unit_value(self):
        """What a unit is worth now, untaxed; nothing once all units are back."""
        return self.value_left / self.units_left if self.units_left > EPSILON else 0.0

    def credit(self, units, value, source=None, part=1.0):
        """Enter a document that the suite did not make: ``units`` at the invoice's own price, or
        none where it only lowers what is paid for the line. No more than is left is entered.

        :param value: untaxed amount of the whole document line
        :param part: of it (0..1), where the rest was entered on another ledger
        :return: the part that did not fit
        """
        fits = part
        if units * part > self.units_left:
            fits = self.units_left / units
        elif not units and abs(value) * part > abs(self.value_left):
            fits = self.value_left / value
        if fits > 0:
            taken = min(value * fits, self.value_left, key=abs)
            self._enter(Entry(units * fits, None, source, fits, taken))
        return part - fits

    def take(self, units, percent=100.0, source=None):
        """Enter a return of ``units``: their part of all that is left leaves the ledger, and
        ``percent`` of it is given. What is withheld is not left for the others.

        :return: Entry
        """
        entry = Entry(units, percent, source, 1.0, self.value_left * self._share(units))
        self._enter(entry)
        return entry

    def _share(self, units, left=None):
        left = self.units_left if left is None else left
        return 1.0 if left - units < EPSILON else units / left

    def _enter(self, entry):
        self.units_left = max(0.0, self.units_left - entry.units)
        self.value_left -= entry.value
        self.entries.append(entry)

    def slices(self, amounts, roundings, foreign=None, given=None):
        """The amounts of each return, cut from the running total: whatever the order and the
        sizes, all of them together give exactly what the line left, and the last one takes what
        is left.

        :param amounts: dict name → amount of the whole invoice line
        :param roundings: dict name → smallest amount of its currency
        :param foreign: dict source → dict name → amount of a document that the suite did not make
        :param given: dict source → dict name → amount that an earlier return's document says; an
            amount that it names is never given twice
        :return: dict Entry → dict name → amount
        """
        result = {}
        for name, amount in amounts.items():
            column = _Column(amount, roundings[name])
            left = self.units + self.given_away
            for entry in self.entries:
                if entry.percent is None:
                    column.lower(foreign[entry.source].get(name, 0.0) * entry.part)
                else:
                    said = (given or {}).get(entry.source, {}).get(name)
                    cut = column.take(self._share(entry.units, left), entry.percent / 100.0, said)
                    result.setdefault(entry, {})[name] = cut
                left -= entry.units
        return result

    def fraction(self, entry):
        """What ``entry`` gives of the whole line's value (0..1), without rounding."""
        whole = entry.value / self.value if self.value else entry.units / self.units
        return whole * entry.percent / 100.0 * entry.kept


class _Column:
    """The running total of one amount of a ledger."""

    def __init__(self, amount, rounding):
        self.rounding = rounding
        self.sign = -1.0 if amount < 0 else 1.0
        self.exact = self.documented = abs(amount)  # left: exact, and by what the documents say
        self.due = self.cut = 0.0  # given: exact, and in whole cents

    def lower(self, amount):
        self.exact = max(0.0, self.exact - amount * self.sign)
        self.documented = max(0.0, self.documented - amount * self.sign)

    def take(self, share, percent, said=None):
        taken = self.exact * share
        self.exact -= taken
        self.due += taken * percent
        cut = cut_down(self.due, self.rounding) - self.cut
        self.cut += cut
        if said is None:
            given = min(cut, cut_down(self.documented, self.rounding))
        else:
            given = said * self.sign
        self.documented -= given
        return round(given * self.sign, 10)
