"""What tills load when they open, beside their own record and the fields of other files."""

from odoo import api, models

# Of the back office: many cashiers may not read it, and no screen of a till shows it.
BACK_OFFICE = {"after_sales_return_ids", "after_sales_return_count"}


class PosSession(models.Model):
    _inherit = "pos.session"

    @api.model
    def _load_pos_data_models(self, config):
        return [
            *super()._load_pos_data_models(config),
            "after.sales.reason",
            "after.sales.grade",
        ]


class AfterSalesReason(models.Model):
    """Loaded by the tills, which show every reason as a button."""

    _name = "after.sales.reason"
    _inherit = ["after.sales.reason", "pos.load.mixin"]

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["category", "resolution", "photo_required"]
        return ["id", "name", "sequence", "write_date", *own]


class AfterSalesGrade(models.Model):
    """Loaded by the tills that ask for the condition of what comes back."""

    _name = "after.sales.grade"
    _inherit = ["after.sales.grade", "pos.load.mixin"]

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["code", "description", "route", "refund_percent"]
        return ["id", "name", "sequence", "write_date", *own]


class PosOrder(models.Model):
    """What tills load of orders."""

    _inherit = "pos.order"

    @api.model
    def _load_pos_data_fields(self, config):
        """An empty list means all fields that the user may read, but for those made by hand:
        here all but the return orders."""
        names = super()._load_pos_data_fields(config) or [
            name for name in self.fields_get(attributes=()) if not self._fields[name].manual
        ]
        return [name for name in names if name not in BACK_OFFICE]
