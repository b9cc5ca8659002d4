from odoo import models


class StockReturnPicking(models.TransientModel):
    """Odoo's return of a transfer belongs to the return orders of that transfer."""

    _inherit = "stock.return.picking"

    def _prepare_picking_default_values_based_on(self, picking):
        vals = super()._prepare_picking_default_values_based_on(picking)
        return {**vals, **picking._after_sales_handed_on()} if picking else vals


class StockReturnPickingLine(models.TransientModel):
    _inherit = "stock.return.picking.line"

    def _prepare_move_default_values(self, new_picking):
        """Whoever fills in the wizard by RPC names any move: only one of the transfer that is
        returned hands its links on."""
        vals = super()._prepare_move_default_values(new_picking)
        if self.move_id and self.move_id.picking_id == self.wizard_id.picking_id:
            vals.update(self.move_id._after_sales_handed_on())
        return vals
