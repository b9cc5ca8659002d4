from odoo import models


class AfterSalesReturnLine(models.Model):
    """What a line expects to receive: a move per delivery that its goods left with."""

    _inherit = "after.sales.return.line"

    def _prepare_receipt_move_vals(self):
        """:return: list of dict for ``stock.move``, one per delivery that the goods left with."""
        self.ensure_one()
        order = self.return_id
        shared = {
            "after_sales_line_id": self.id,
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "partner_id": order.partner_id.id,
            "company_id": order.company_id.id,
            "warehouse_id": order.warehouse_id.id,
            "picking_type_id": order.warehouse_id.after_sales_in_type_id.id,
            "location_id": order._customer_location().id,
            "location_dest_id": order.warehouse_id.after_sales_location_id.id,
            "sale_line_id": self.sale_line_id.id,
            "to_refund": self._is_sale_taken_back(),
            "procure_method": "make_to_stock",
            "description_picking": self.product_id.display_name,
        }
        fill = self.env["stock.move"]._fill_after_sales_vals
        return [
            fill(
                {**shared, "product_uom_qty": quantity, "origin_returned_move_id": origin.id},
                self._lots_of(origin),
            )
            for origin, quantity in self._allocate_deliveries()
        ]

    def _lots_of(self, delivery):
        """The line's lots that this delivery carried; all of them if it is unknown. Where the
        line names none, the only ones that it can be are offered."""
        self.ensure_one()
        lots = self.lot_ids or self._only_serials()
        if not lots or not delivery:
            return lots
        sent = delivery.move_line_ids
        return lots & sent.lot_id or (lots if any(not line.lot_id for line in sent) else lots[:0])

    def _is_sale_taken_back(self):
        """Whether the order's delivered quantity falls when the goods come in; a kit's falls
        with each whole kit."""
        self.ensure_one()
        return bool(self.sale_line_id) and self.resolution != "none"

    def _allocate_deliveries(self):
        """Spread what is still to be expected over the deliveries that the goods left with,
        those of the line's serials first.

        :return: list of (delivery move or empty recordset, quantity in the line's unit)
        """
        self.ensure_one()
        parts = []
        left = self._quantity_to_expect()
        for move in self._delivery_moves():
            if self.product_uom_id.compare(left, 0.0) <= 0:
                break
            available = move.product_uom._compute_quantity(
                move.quantity - move._after_sales_returned_quantity(),
                self.product_uom_id,
                round=False,
            )
            quantity = min(left, available)
            if self.product_uom_id.compare(quantity, 0.0) > 0:
                parts.append((move, quantity))
                left -= quantity
        if self.product_uom_id.compare(left, 0.0) > 0:
            parts.append((self.env["stock.move"], left))
        return parts
