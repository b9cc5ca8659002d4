from collections import defaultdict
from math import floor

from odoo import models

from ...ledger import EPSILON


class SaleOrderLine(models.Model):
    """What of a sold line was delivered, as if return orders had moved nothing; of a kit its
    components."""

    _inherit = "sale.order.line"

    def _after_sales_qty_delivered(self):
        """Delivered quantity as if return orders had moved nothing: neither what they received
        nor what they sent in its place; in the line's unit."""
        self.ensure_one()
        quantity = self.qty_delivered + self._after_sales_kits_back()
        for move in self.move_ids:
            ours = move.after_sales_line_id or move.after_sales_disposition_id
            if move.state != "done" or not ours or move.product_id != self.product_id:
                continue
            # Rounded as Odoo rounded it into ``qty_delivered``, so that the two cancel out.
            moved = move.product_uom._compute_quantity(
                move.quantity, self.product_uom_id, rounding_method="HALF-UP"
            )
            if move.location_usage == "customer" and move.to_refund:
                quantity += moved
            elif move.location_dest_usage == "customer" and (
                move.to_refund or not move.origin_returned_move_id
            ):
                quantity -= moved
        return quantity

    def _get_outgoing_incoming_moves(self, strict=True):
        """What return orders bring and send counts as delivered (``strict``), but leaves alone
        what is still to be procured: a raised quantity must not deliver again what came back."""
        outgoing, incoming = super()._get_outgoing_incoming_moves(strict)
        if strict:
            return outgoing, incoming
        ours = (outgoing | incoming).filtered(
            lambda move: move.after_sales_line_id or move.after_sales_disposition_id
        )
        return outgoing - ours, incoming - ours

    # Kits -----------------------------------------------------------------------------------

    def _prepare_qty_delivered(self):
        """Whole kits that came back part by part are not delivered any more."""
        delivered = super()._prepare_qty_delivered()
        for line in self.filtered("after_sales_line_ids"):
            kits = line._after_sales_kits_back()
            if kits:
                delivered[line] -= kits
        return delivered

    def _after_sales_kits_back(self):
        """:return: how many whole kits return orders brought back and did not give back again,
        in the line's unit; 0.0 for a product that is no kit"""
        self.ensure_one()
        per_kit = self._after_sales_bom_quantities(self._after_sales_kit_moves())
        if not per_kit:
            return 0.0
        back = self._after_sales_parts_back(per_kit)
        kits = min(back[product] / quantity for product, quantity in per_kit.items())
        whole = self.product_uom_id._compute_quantity(kits, self.product_id.uom_id, round=False)
        return self.product_id.uom_id._compute_quantity(
            floor(whole + EPSILON), self.product_uom_id, round=False
        )

    def _after_sales_parts_back(self, products):
        """:return: dict product → quantity in its unit that return orders took back net"""
        back = dict.fromkeys(products, 0.0)
        for move in self.move_ids:
            ours = move.after_sales_line_id or move.after_sales_disposition_id
            if ours and move.state == "done" and move.to_refund and move.product_id in back:
                sign = (move.location_usage == "customer") - (
                    move.location_dest_usage == "customer"
                )
                back[move.product_id] += sign * move.product_uom._compute_quantity(
                    move.quantity, move.product_id.uom_id, round=False
                )
        return back

    def _after_sales_kit_moves(self):
        """:return: the deliveries of this kit's components that Odoo made of the order"""
        return self.move_ids.filtered(
            lambda move: (
                move.product_id != self.product_id
                and move.location_dest_usage == "customer"
                and not move.origin_returned_move_id
                and not move.after_sales_disposition_id
            )
        )

    def _after_sales_bom_quantities(self, moves):
        """:return: dict as of ``_after_sales_kit_quantities``; empty if the moves come from no
        bill of materials (or without Manufacturing), or it was changed since"""
        if "bom_line_id" not in moves._fields:
            return {}
        boms = moves.sudo().bom_line_id.bom_id
        template = self.product_id.product_tmpl_id
        bom = boms.filtered(lambda bom: bom.product_tmpl_id == template)[:1]
        if boms and not bom:  # a kit made of kits only
            found = boms._bom_find(
                self.product_id, company_id=self.company_id.id, bom_type="phantom"
            )
            bom = found[self.product_id]
        kits = bom and bom.product_uom_id._compute_quantity(
            bom.product_qty, self.product_uom_id, round=False
        )
        quantities = defaultdict(float)
        for line, data in bom.explode(self.product_id, 1.0)[1] if kits else ():
            if line.product_id in moves.product_id:
                quantities[line.product_id] += (
                    line.product_uom_id._compute_quantity(
                        data["qty"], line.product_id.uom_id, round=False
                    )
                    / kits
                )
        same = set(quantities) == set(moves.product_id)
        return quantities if same and all(quantities.values()) else {}

    def _after_sales_kit_quantities(self):
        """:return: dict component → quantity in its own unit in one unit of this kit; empty for
        a product that is no kit. The bill of materials tells, else what was delivered."""
        self.ensure_one()
        moves = self._after_sales_kit_moves()
        if not moves:
            return {}
        return self._after_sales_bom_quantities(moves) or self._after_sales_moved_per_kit(moves)

    def _after_sales_moved_per_kit(self, moves):
        """:return: dict as of ``_after_sales_kit_quantities``, from what was delivered, else
        from what was ordered to be"""
        done = moves.filtered(lambda move: move.state == "done")
        delivered = self._after_sales_qty_delivered()
        by_done = bool(done) and delivered > 0
        kits = delivered if by_done else self.product_uom_qty or 1.0
        quantities = defaultdict(float)
        for move in done if by_done else moves.filtered(lambda move: move.state != "cancel"):
            quantities[move.product_id] += move.product_uom._compute_quantity(
                move.quantity if by_done else move.product_uom_qty,
                move.product_id.uom_id,
                round=False,
            )
        return {product: quantity / kits for product, quantity in quantities.items() if quantity}
