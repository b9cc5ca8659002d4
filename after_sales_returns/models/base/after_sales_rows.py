from dataclasses import make_dataclass
from types import MappingProxyType

from odoo import api, models
from odoo.tools import ormcache


class AfterSalesRows(models.AbstractModel):
    """A table in code: a row of facts for each value of a selection.

    Any addon that inherits the table says in ``_facts`` which facts it knows (a frozen dataclass
    without comparison, all with defaults), and in ``_rows`` what holds for a value: dict value →
    dict of facts. Both are collected from all addons; of two that say the same fact, the one that
    depends on the other counts. The order of imports within an addon means nothing.
    """

    _name = "after.sales.rows.mixin"
    _description = "Table of Facts"
    _facts = None
    _rows = {}
    # (model, field) of the selection that the table is of.
    _selection = ("", "")

    @api.model
    def _said(self, name):
        """What the addons say in the class attribute ``name``, those above first."""
        said = (vars(parent).get(name) for parent in type(self).__mro__)
        return [one for one in said if one]

    @api.model
    @ormcache(cache="stable")
    def _row_class(self):
        """:return: a dataclass with the facts of all addons"""
        bases = tuple(dict.fromkeys(self._said("_facts")))
        value = [("value", str, "")]
        return make_dataclass("Row", value, bases=bases, frozen=True, kw_only=True, eq=False)

    @api.model
    @ormcache(cache="stable")
    def _by_value(self):
        """:return: mapping value → row, in the order in which people are shown them"""
        facts = {}
        for rows in reversed(self._said("_rows")):
            for value, own in rows.items():
                facts[value] = {**facts.get(value, {}), **own}
        rows = [self._row_class()(value=value, **own) for value, own in facts.items()]
        rows.sort(key=lambda row: (row.sequence, row.value))
        return MappingProxyType({row.value: row for row in rows})

    @api.model
    def _row(self, value):
        """:return: the row of ``value``; of what nobody knows one without any fact"""
        return self._by_value().get(value) or self._row_class()()

    @api.model
    def _labels(self):
        """:return: dict value of the selection → its label, in the language of the environment"""
        model, name = self._selection
        labels = dict(self.env[model]._fields[name]._description_selection(self.env))
        return {value: labels[value] for value in self._by_value() if value in labels}
