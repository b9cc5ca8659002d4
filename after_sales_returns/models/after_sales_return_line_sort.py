from odoo import models


class AfterSalesReturnLine(models.Model):
    """What a line proposes for the goods that came, and what it settles ahead of them."""

    _inherit = "after.sales.return.line"

    def _prepare_disposition_vals(self):
        """Dispositions to propose for what came, one per serial.

        :return: list of dict for ``after.sales.disposition``
        """
        self.ensure_one()
        proposed = self.disposition_ids.filtered(
            lambda part: not part.date_decided and part.state != "cancelled"
        )
        left = self._quantity_to_sort() - sum(proposed.mapped("quantity"))
        if self.product_uom_id.compare(left, 0.0) <= 0:
            return []
        shared = {"line_id": self.id, "grade_id": self._proposed_grade().id}
        parts = []
        for lot, quantity in self._received_lots():
            taken = min(quantity, left)
            if self.product_uom_id.compare(taken, 0.0) > 0:
                parts.append({**shared, "lot_id": lot.id, "quantity": taken})
                left -= taken
        if self.product_uom_id.compare(left, 0.0) > 0:
            parts.append({**shared, "quantity": left})
        return parts

    def _proposed_grade(self):
        """The best grade for goods that came back without a fault; a fault must be looked at."""
        self.ensure_one()
        faults = ("quality", "transport", "missing_part")
        clean = self.verdict == "eligible" and self.reason_id.category not in faults
        grades = self.env["after.sales.grade"]
        return grades.search([], limit=1) if clean else grades

    def _received_lots(self):
        """:return: list of (lot, received and undecided quantity in the line's unit)."""
        self.ensure_one()
        decided = {
            lot: sum(parts.mapped("quantity"))
            for lot, parts in self.disposition_ids.filtered(
                lambda part: part.state != "cancelled"
            ).grouped("lot_id").items()
        }
        received = self.sudo().move_ids.filtered(
            lambda move: move.state == "done" and move.location_usage == "customer"
        ).move_line_ids.filtered("lot_id")
        return [
            (
                lot,
                sum(
                    line.product_uom_id._compute_quantity(line.quantity, self.product_uom_id)
                    for line in lines
                ) - decided.get(lot, 0.0),
            )
            for lot, lines in received.grouped("lot_id").items()
        ]

    def _prepare_ahead_vals(self, moment):
        """Values of a disposition settled before its goods are sorted; None if there is none."""
        self.ensure_one()
        come = self.quantity_received if moment == "receipt" else self.quantity
        open_parts = self.disposition_ids.filtered(lambda part: part.state != "cancelled")
        left = come - sum(open_parts.mapped("quantity"))
        if self.resolution == "none" or self.product_uom_id.compare(left, 0.0) <= 0:
            return None
        return {"line_id": self.id, "quantity": left}
