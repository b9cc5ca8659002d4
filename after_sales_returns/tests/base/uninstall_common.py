class UninstallCommon:
    """What the values that ``addon`` adds leave behind when they go: a mixin of test cases. Odoo
    asks each value as here; the whole way stands in ``tests/test_uninstall.py``."""

    addon = None

    def _added_values(self):
        """The values that the addon added to selections of others."""
        data = self.env["ir.model.data"].search(
            [("module", "=", self.addon), ("model", "=", "ir.model.fields.selection")]
        )
        values = self.env["ir.model.fields.selection"].browse(data.mapped("res_id"))
        return values.filtered(lambda value: self._field(value)._modules[0] != self.addon)

    def _field(self, value):
        return self.env[value.field_id.model]._fields[value.field_id.name]

    def _remove(self, *names):
        """Do what an uninstall does to the values that the addon added to fields."""
        values = self._added_values()
        for name in names:
            values.filtered(
                lambda value, name=name: str(self._field(value)) == name
            )._process_ondelete()

    def _check_no_value_leaves_an_empty_field(self):
        values = self._added_values()
        self.assertTrue(values)
        for value in values:
            with self.subTest(field=str(self._field(value)), value=value.value):
                self.assertNotIn(
                    self._field(value).ondelete.get(value.value), (None, "set null", "set default")
                )
