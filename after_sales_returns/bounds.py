"""What numbers may be. The ORM takes text, NaN and infinity for a number, the database keeps the
last two, and a comparison with them says whatever it likes: so they are stopped where a value is
created or written, whoever sends it."""

import math
from typing import NamedTuple

from odoo import api

from .tools import refuse


class Bounds(NamedTuple):
    """The least and the most that a number may be."""

    low: float
    high: float


PERCENT = Bounds(0, 100)
# A compensation may be several times the price.
PERCENT_BEYOND = Bounds(0, 1000)
AMOUNT = Bounds(0, 1e12)
# Costs may be corrected downwards.
BALANCE = Bounds(-1e12, 1e12)
QUANTITY = Bounds(0, 1e9)
# Ten years, a hundred of them, and as many in months: dates are counted with them.
HOURS = Bounds(0, 87600)
DAYS = Bounds(0, 36500)
MONTHS = Bounds(0, 1200)
COUNT = Bounds(0, 1e6)
WHOLE = Bounds(-(2**31), 2**31 - 1)


class Bounded:
    """Inherited beside ``models.Model`` by the last class of a model that has numbers or states:
    it looks at values before any other code does.

    A model says in ``_after_sales_bounds`` what its numbers may be; of selections it refuses what
    they do not have.
    """

    # As of all models, whose bases are exchanged while the registry is set up.
    __slots__ = ()

    def _after_sales_bounds(self):
        """:return: dict name of a number → :class:`Bounds`; addons add theirs"""
        return {}

    @api.model_create_multi
    def create(self, vals_list):
        self.browse()._check_after_sales_values(vals_list)
        return super().create([self._without_number_texts(vals) for vals in vals_list])

    def write(self, vals):
        self._check_after_sales_values([vals])
        return super().write(self._without_number_texts(vals))

    def _without_number_texts(self, vals):
        """:return: dict; what other code compares as a number is one"""
        texts = {
            name: float(vals[name])
            for name in self._after_sales_bounds()
            if isinstance(vals.get(name), str)
        }
        return {**vals, **texts} if texts else vals

    def _check_after_sales_values(self, vals_list):
        """:raise UserError: a sentence for each value that its field cannot have"""
        bounds = self._after_sales_bounds()
        problems = []
        for vals in vals_list:
            for name in vals.keys() & bounds.keys():
                problems += self._number_problems(name, vals[name], bounds[name])
            for name in vals:
                problems += self._choice_problems(name, vals[name])
        refuse(problems)

    # Numbers --------------------------------------------------------------------------------

    def _number_problems(self, name, value, bounds):
        """:return: list of sentences, at most one"""
        if value is None or value is False or value is True:
            return []
        try:
            number = float(value)
        except (OverflowError, TypeError, ValueError):
            number = math.nan
        if bounds.low <= number <= bounds.high:
            return []
        return [
            self.env._(
                "%(record)s: “%(field)s” cannot be %(value)s. Enter a number from %(low)s to "
                "%(high)s.",
                low=f"{bounds.low:,.0f}",
                high=f"{bounds.high:,.0f}",
                **self._value_names(name, value),
            )
        ]

    # Selections -----------------------------------------------------------------------------

    def _choice_problems(self, name, value):
        """:return: list of sentences, at most one"""
        field = self._fields.get(name)
        if field is None or field.type != "selection" or not self._is_after_sales_field(field):
            return []
        known = field.get_values(self.env)
        if (isinstance(value, str) and value in known) or (not value and not field.required):
            return []
        labels = dict(field._description_selection(self.env))
        return [
            self.env._(
                "%(record)s: “%(field)s” cannot be %(value)s. Choose one of: %(known)s.",
                known=", ".join(str(labels[one]) for one in known),
                **self._value_names(name, value),
            )
        ]

    def _is_after_sales_field(self, field):
        return self._name.startswith("after.sales.") or field.name.startswith("after_sales_")

    def _value_owner_name(self):
        """:return: str, what a sentence about a value calls this record"""
        self.ensure_one()
        return self.display_name if self._rec_name else self.env["ir.model"]._get(self._name).name

    def _value_names(self, name, value):
        """:return: dict of the words of a sentence about a value"""
        known = self.exists() if self and self.has_access("read") else self.browse()
        shown = str(value).replace("\x00", "").encode("utf-8", "replace").decode()
        return {
            "record": ", ".join(one._value_owner_name() for one in known[:5])
            or self.env["ir.model"]._get(self._name).name,
            "field": self._fields[name].get_description(self.env, ["string"])["string"],
            "value": f"“{shown[:40]}”",
        }
