from odoo import api, models
from odoo.exceptions import AccessError

from .pos_order_guard import PROCESSING
from .pos_order_line_claim import PAID

# What a line of a paid order says of a return, and what only the server ever says.
FIXED = {"after_sales_key", "after_sales_role", "after_sales_origin_id", "refunded_orderline_id"}
SERVER = {"after_sales_line_id", "after_sales_line_ids", "qty_claimed"}


class PosOrderLine(models.Model):
    """What lines say of a return counts in the ledger: nobody rewrites it."""

    _inherit = "pos.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                # The till sends what it was loaded with.
                for name in SERVER & set(vals):
                    del vals[name]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in SERVER}
            fixed = FIXED & set(vals)
            paid = self.filtered(lambda line: line.order_id.state in PAID) if fixed else ()
            if any(line._is_after_sales_rewritten(vals, fixed) for line in paid):
                raise AccessError(
                    self.env._("What was paid back with a paid order does not change any more.")
                )
        return super().write(vals)

    def _is_after_sales_rewritten(self, vals, names):
        """The till's sync links records that were made without connection afterwards."""
        is_synced = self.env.context.get("after_sales_processing") is PROCESSING
        return any(
            (self._fields[name].convert_to_write(self[name], self) or False)
            != (vals[name] or False)
            for name in names
            if self[name] or not is_synced
        )
