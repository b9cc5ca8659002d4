from collections import defaultdict

from odoo import models


class StockMove(models.Model):
    """How much of each lot customers brought and got."""

    _inherit = "stock.move"

    def _after_sales_lot_balance(self):
        """:return: dict lot → what these moves brought from customers less what they sent them, in
        the product's unit"""
        balance = defaultdict(float)
        for move in self:
            sign = (move.location_usage == "customer") - (move.location_dest_usage == "customer")
            if move.state != "done" or not sign:
                continue
            for line in move.move_line_ids.filtered("lot_id"):
                balance[line.lot_id] += sign * line.quantity_product_uom
        return balance
