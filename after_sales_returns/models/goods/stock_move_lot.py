from collections import defaultdict

from odoo import models


class StockMove(models.Model):
    """How much of each lot customers bring and get: never more of one back than was sold of it."""

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

    def _after_sales_lot_excess(self):
        """What this receipt brings of a lot beyond what was sold of it and is still out.

        :return: dict lot → (excess, what may come), in the product's unit; empty for goods without
            lots or without receipt
        """
        self.ensure_one()
        line = self.after_sales_line_id
        if self.product_id.tracking != "lot" or line.unexpected or not line._has_receipt():
            return {}
        left = line._lots_left()
        foreign = self._after_sales_foreign_lots()
        return {
            lot: (quantity - max(left[lot], 0.0), max(left[lot], 0.0))
            for lot, quantity in self._after_sales_lots_coming().items()
            if lot not in foreign
            and self.product_id.uom_id.compare(quantity, max(left[lot], 0.0)) > 0
        }

    def _after_sales_lots_coming(self):
        """:return: dict lot → what the open moves of this transfer bring of it for the same sold
        unit, up to this move and with it"""
        same = self.after_sales_line_id._claims_of_same_sale()
        coming = defaultdict(float)
        for move in self.picking_id.move_ids:
            if move.state in ("done", "cancel") or move.after_sales_line_id not in same:
                continue
            for line in move.move_line_ids.filtered("lot_id"):
                coming[line.lot_id] += line.quantity_product_uom
            if move == self:
                break
        return coming

    def _after_sales_lot_excess_problems(self):
        """:return: list of sentences"""
        return [
            self.env._(
                "%(transfer)s: %(product)s, %(lot)s: %(quantity)g received, but %(allowed)g of it "
                "may come back with %(return)s.",
                lot=lot.name,
                quantity=excess + allowed,
                allowed=allowed,
                **self._after_sales_names(),
            )
            for lot, (excess, allowed) in self._after_sales_lot_excess().items()
        ]

    def _cut_after_sales_lot_excess(self):
        """Divide the move lines that bring more of a lot than may come.

        :return: the move lines with what is too much
        """
        self.ensure_one()
        surplus = self.env["stock.move.line"]
        for lot, (excess, _allowed) in self._after_sales_lot_excess().items():
            for line in self.move_line_ids.filtered(lambda one, lot=lot: one.lot_id == lot):
                cut = min(excess, line.quantity_product_uom)
                if cut <= 0:
                    break
                excess -= cut
                surplus |= line._cut_after_sales(cut)
        return surplus
