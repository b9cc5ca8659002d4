from collections import defaultdict

from odoo import models


class PosOrderLine(models.Model):
    """Serial numbers and lots that a till sold, and which of them may still come back."""

    _inherit = "pos.order.line"

    def _after_sales_sold_lots(self, but=None):
        """Lots that these lines sold and that did not come back since.

        :param but: return lines whose own receipts do not count as come back
        :return: dict line → ``stock.lot``
        """
        lots = self.env["stock.lot"]
        return {
            line: lots.union(*(lot for lot, left in balance.items() if left > 0))
            for line, balance in self._after_sales_lot_balances(but).items()
        }

    def _after_sales_lot_balances(self, but=None):
        """:return: dict line → dict lot → what was sold of it less what came back; parameter as
        of ``_after_sales_sold_lots``"""
        named, kits = self._after_sales_lots_by_name(), self._after_sales_kits()
        balances = {line: defaultdict(float) for line in self}
        for line, balance in balances.items():
            for pack in (line | line._after_sales_plain_refunds()).pack_lot_ids:
                lot = named.get((line.company_id, line.product_id, pack.lot_name))
                sold = pack.pos_order_line_id
                unit = 1.0 if line.product_id.tracking == "serial" else abs(sold.qty)
                if lot:
                    balance[lot] += unit if sold == line else -unit
            line._count_component_lots(balance, kits.get(line, {}))
            line._count_returned_lots(balance, but)
        return balances

    def _after_sales_lots_by_name(self):
        """The till knows lots by name only; :return: dict (company, product, name) → lot"""
        packs = (self | self._after_sales_plain_refunds()).pack_lot_ids
        found = (
            self.env["stock.lot"]
            .sudo()
            .search(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("name", "in", packs.mapped("lot_name")),
                    ("company_id", "in", [False, *self.company_id.ids]),
                ]
            )
            if packs
            else self.env["stock.lot"]
        )
        return {
            (company, lot.product_id, lot.name): lot
            for lot in found
            for company in lot.company_id or self.company_id
        }

    def _count_component_lots(self, balance, components):
        """The till asks for no serials of a kit's components: what was moved tells."""
        if not any(product.tracking != "none" for product in components):
            return
        for move_line in self.order_id.picking_ids.move_line_ids:
            if move_line.lot_id and move_line.product_id in components:
                out = move_line.location_dest_id.usage == "customer"
                balance[move_line.lot_id] += move_line.quantity_product_uom * (1 if out else -1)

    def _count_returned_lots(self, balance, but):
        lines = self.sudo().after_sales_line_ids
        for move in (lines - but.sudo() if but else lines).move_ids:
            if move.state != "done":
                continue
            sign = (move.location_dest_usage == "customer") - (move.location_usage == "customer")
            for move_line in move.move_line_ids.filtered("lot_id"):
                balance[move_line.lot_id] += sign * move_line.quantity_product_uom
