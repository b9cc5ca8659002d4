from odoo import api, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    @api.model
    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        """What comes back is received by its return order, at the value it left with; what is
        delivered later has left no store yet."""
        return super()._create_picking_from_pos_order_lines(
            location_dest_id,
            lines.filtered(lambda line: not (line.after_sales_role or line.after_sales_delivery)),
            picking_type,
            partner,
        )

    def _after_sales_transit_days(self):
        """What a customer takes along from the till is with the customer at once."""
        here = self.picking_type_id == self.picking_type_id.warehouse_id.pos_type_id
        return 0 if here else super()._after_sales_transit_days()
