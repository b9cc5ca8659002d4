from odoo import models

from ...changed import changed_vals


class AfterSalesImportMixin(models.AbstractModel):
    """A document whose export can be imported again: what it says already is not written, so
    that no guard of what only the steps write stands against it."""

    _name = "after.sales.import.mixin"
    _description = "Documents That Are Imported Unchanged"

    def _load_records_write(self, values):
        """:param values: dict of what the file says of this record"""
        changed = changed_vals(self, values)
        return super()._load_records_write(changed) if changed else None
