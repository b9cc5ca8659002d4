from odoo.exceptions import UserError


class ImportCase:
    """Export records as a user does, and import the file again."""

    def _columns(self, records):
        """All that the user can export, lists by the ids of their rows and what these say; of
        documents of Odoo's only what is ours."""
        ours = records._name.startswith("after.sales.") or records._name == "repair.order"
        columns = ["id"]
        for name, field in records.fields_get().items():
            if not field.get("exportable", True) or not field.get("store") or name == "id":
                continue
            if not ours and not name.startswith("after_sales_"):
                continue
            if field["type"] == "one2many" and field["relation"].startswith("after.sales"):
                rows = records.env[field["relation"]]
                columns += [f"{name}/{own}" for own in ("id", *self._plain(rows))]
            elif field["type"] in ("many2one", "many2many"):
                columns.append(f"{name}/id")
            elif name in self._plain(records):
                columns.append(name)
        return columns

    def _plain(self, records):
        """Names of the stored fields that are one value."""
        return [
            name
            for name, field in records.fields_get().items()
            if field["type"] not in ("one2many", "many2many", "many2one", "binary", "json")
            and field.get("store")
            and field.get("exportable", True)
            and name != "id"
        ]

    def _assert_imported_unchanged(self, records, user):
        """Each column by itself, so that one does not hide another, and then all of them."""
        records = records.with_user(user)
        columns = self._columns(records)
        self.env.flush_all()
        before = self._read_stored(records)
        for names in (*(["id", name] for name in columns[1:] if "/" not in name), columns):
            rows = records.export_data(names)["datas"]
            rows = [[self._as_text(value) for value in row] for row in rows]
            try:
                result = records.env[records._name].load(names, rows)
            except UserError as error:
                self.fail(f"{names}: {error}")
            problems = [one for one in result["messages"] if one["type"] == "error"]
            self.assertFalse(problems, names)
            self.assertEqual(sorted(result["ids"]), sorted(records.ids))
        self.env.invalidate_all()
        after = self._read_stored(records)
        for old, new in zip(before, after, strict=True):
            self.assertEqual({name: new[name] for name in new if new[name] != old[name]}, {})

    def _read_stored(self, records):
        """:return: list of dict; lists in no order"""
        names = [name for name, field in records._fields.items() if field.store]
        return [
            {name: set(one) if isinstance(one, list) else one for name, one in values.items()}
            for values in records.sudo().read(names)
        ]

    def _as_text(self, value):
        """A cell of a CSV file."""
        return "" if value is False or value is None else str(value)
