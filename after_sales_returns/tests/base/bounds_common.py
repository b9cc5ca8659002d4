import inspect

from odoo.exceptions import UserError

from ..common import JUNK, AfterSalesCommon

NUMBERS = ("float", "integer", "monetary")
NO_NUMBERS = (
    "junk",
    "nan",
    float("nan"),
    float("inf"),
    float("-inf"),
    "1e999",
    1e300,
    -1e300,
    [1],
    {},
)


class BoundsCommon(AfterSalesCommon):
    """What every model of an addon refuses, whoever sends it."""

    def _models(self, addon):
        """:return: list of models with fields of the addon"""
        found = []
        for name in sorted(self.env.registry):
            model = self.env[name]
            if not model._abstract and any(self._fields_of(model, addon)):
                found.append(model)
        return found

    def _fields_of(self, model, addon):
        return [field for field in model._fields.values() if addon in field._modules]

    def _check_every_number_has_bounds(self, addon):
        """Who adds a number that can be written says what it may be."""
        lacking = set()
        for model in self._models(addon):
            if not model._auto:
                continue
            known = getattr(model, "_after_sales_bounds", dict)()
            links = getattr(model, "_after_sales_links", set)()
            lacking |= {
                str(field)
                for field in self._fields_of(model, addon)
                if field.type in NUMBERS
                and (field.store or field.related)
                and not (field.compute and field.readonly)
                and field.name not in known
                and field.name not in links
                and not (field.related and field.readonly)
            }
        self.assertFalse(lacking)

    def _check_no_number_is_stored_that_is_none(self, record):
        """Try everything on every number of the record, as the superuser and as its creator."""
        for name, bounds in record._after_sales_bounds().items():
            label = record._fields[name].get_description(self.env, ["string"])["string"]
            for value in (*NO_NUMBERS, bounds.low - 1, bounds.high + 1, bounds.high * 10 + 10):
                with self.subTest(field=str(record._fields[name]), value=value):
                    with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
                        record.write({name: value})
                        self.env.flush_all()
                    self.assertIn(label, str(caught.exception))
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        record.create({name: value})
                        self.env.flush_all()

    def _check_no_number_is_taken_that_is_none(self, models):
        """Try new records with nothing but what is no number."""
        for model in models:
            for name, bounds in model._after_sales_bounds().items():
                for value in ("nan", float("inf"), "many", bounds.high * 2, bounds.low * 2 - 1):
                    with (
                        self.subTest(field=f"{model._name}.{name}", value=value),
                        self.assertRefused("Enter a number"),
                    ):
                        model.create({name: value})

    def _check_no_state_is_stored_that_is_none(self, record, user):
        """Only steps write a state; what is none is refused with a sentence."""
        for name in ("state", "stage"):
            if name not in record._fields:
                continue
            for value in (*JUNK, "done", "draft "):
                with self.subTest(model=record._name, field=name, value=repr(value)[:30]):
                    before = record[name]
                    try:
                        with self.env.cr.savepoint():
                            record.with_user(user).write({name: value})
                            self.env.flush_all()
                    except UserError as error:
                        self.assertTrue(str(error).strip())
                    self.env.invalidate_all()
                    self.assertEqual(record[name], before)

    def _buttons(self, model, addon):
        """:return: names of the buttons that the addon adds to the model, none of Odoo's own"""
        homes = {}
        for base in type(model).__mro__:
            for name in vars(base):
                if name.startswith("action_"):
                    homes.setdefault(name, set()).add(vars(base)[name].__module__)
        return sorted(
            name
            for name, modules in homes.items()
            if any(home.startswith(f"odoo.addons.{addon}.") for home in modules)
            and all(home.startswith("odoo.addons.after_sales_") for home in modules)
        )

    def _check_buttons_on_none_or_many(self, addon):
        """A button called on no record, or on many, works or says which it needs."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract:
                continue
            for button in self._buttons(model, addon):
                call = getattr(type(model), button)
                count = len(inspect.signature(call).parameters) - 1
                for records in (model.browse(), model.browse([2**31 - 2, 2**31 - 1])):
                    with self.subTest(model=name, button=button, records=len(records)):
                        try:
                            with self.env.cr.savepoint():
                                call(records, *["x"] * count)
                        except UserError as error:
                            self.assertTrue(str(error).strip())
