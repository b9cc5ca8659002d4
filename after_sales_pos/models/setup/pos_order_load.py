from odoo import api, models

# Of the back office: many cashiers may not read it, and no screen of a till shows it.
BACK_OFFICE = {"after_sales_return_ids", "after_sales_return_count"}


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
