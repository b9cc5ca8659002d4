from collections import defaultdict

from odoo import models


class PosConfig(models.Model):
    """Serial numbers and lots that may still come back."""

    _inherit = "pos.config"

    def _after_sales_free_lots(self, lots, ticket):
        """Leave out serials that an open return claims or another till holds.

        :param lots: dict line → ``stock.lot``
        """
        serials = self.env["stock.lot"].union(*lots.values())
        serials = serials.filtered(lambda lot: lot.product_id.tracking == "serial")
        held = self.env["after.sales.reservation"]._live_on("lot_ids", serials, ticket).lot_ids
        taken = serials.filtered("after_sales_line_id") | held
        return {line: sold - taken for line, sold in lots.items()}

    def _after_sales_order_lots(self, lines):
        """Lots that sales order lines delivered and that did not come back.

        :return: dict sale order line → ``stock.lot``
        """
        moves = lines.move_ids | lines.after_sales_line_ids.move_ids
        balance = defaultdict(lambda: defaultdict(float))
        for move_line in moves.move_line_ids.filtered("lot_id"):
            move = move_line.move_id
            if move.state != "done":
                continue
            sold = move.sale_line_id or move.after_sales_line_id.sale_line_id
            sign = (move.location_dest_usage == "customer") - (move.location_usage == "customer")
            balance[sold][move_line.lot_id] += sign * move_line.quantity_product_uom
        lots = self.env["stock.lot"]
        return {
            line: lots.union(*(lot for lot, left in balance[line].items() if left > 0))
            for line in lines
        }
