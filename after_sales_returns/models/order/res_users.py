from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    after_sales_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Stores for Returns",
        help="Store staff see and handle the returns of these warehouses.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "after_sales_warehouse_ids"]

    def _get_invalidation_fields(self):
        """The record rules of store staff name their stores, and Odoo caches rules."""
        return super()._get_invalidation_fields() | {"after_sales_warehouse_ids"}
