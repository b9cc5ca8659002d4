from odoo import fields, models
from odoo.fields import Domain


class StockLocation(models.Model):
    """Where removed parts are kept: on hand, but worth nothing.

    A part that comes out of an item was paid for with the item, or is the customer's. Valued
    anew it would raise the stock by what nobody bought. One that is put into the saleable stock
    enters at its cost, as what Odoo recycles does.
    """

    _inherit = "stock.location"

    after_sales_parts_warehouse_ids = fields.One2many(
        "stock.warehouse",
        "after_sales_parts_location_id",
        string="Keeps Removed Parts Of",
        context={"active_test": False},
        bypass_search_access=True,
    )

    def _should_be_valued(self):
        return super()._should_be_valued() and not self.sudo().after_sales_parts_warehouse_ids

    def _search_is_valued(self, operator, value):
        domain = Domain(super()._search_is_valued(operator, value))
        valued = (operator == "=") == bool(value)
        if valued:
            return domain & Domain("after_sales_parts_warehouse_ids", "=", False)
        return domain | Domain("after_sales_parts_warehouse_ids", "!=", False)
