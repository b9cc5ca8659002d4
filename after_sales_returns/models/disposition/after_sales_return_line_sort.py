from collections import defaultdict

from odoo import models

from ..policy.after_sales_policy_verdict import SETTLE_RANK


class AfterSalesReturnLine(models.Model):
    """What a line proposes for the goods that came, and what it settles ahead of them."""

    _inherit = "after.sales.return.line"

    def write(self, vals):
        result = super().write(vals)
        if "resolution" in vals:
            self._propose_wish(vals["resolution"])
        return result

    def _propose_wish(self, resolution):
        """A changed wish is what is proposed from then on for goods that came already."""
        self.disposition_ids.filtered(
            lambda part: part.state == "draft" and not part._route_row().denies
        ).resolution = resolution

    def _prepare_disposition_vals(self, best_grade):
        """Dispositions to propose for what came, one per serial.

        :param best_grade: the grade of goods that look as new
        :return: list of dict for ``after.sales.disposition``
        """
        self.ensure_one()
        proposed = self.disposition_ids.filtered(
            lambda part: not part.date_decided and part.state != "cancelled"
        )
        left = self._quantity_to_sort() - sum(proposed.mapped("quantity"))
        if self.product_uom_id.compare(left, 0.0) <= 0:
            return []
        shared = {"line_id": self.id, "grade_id": self._proposed_grade(best_grade).id}
        parts = []
        for lot, quantity in self._received_lots():
            taken = min(quantity, left)
            if self.product_uom_id.compare(taken, 0.0) > 0:
                parts.append({**shared, "lot_id": lot.id, "quantity": taken})
                left -= taken
        if self.product_uom_id.compare(left, 0.0) > 0:
            parts.append({**shared, "quantity": left})
        return parts

    def _proposed_grade(self, best_grade):
        """The best grade for goods that came back without a fault; a fault must be looked at."""
        self.ensure_one()
        faults = ("quality", "transport", "missing_part")
        clean = self.verdict == "eligible" and self.reason_id.category not in faults
        return best_grade if clean else best_grade.browse()

    def _received_lots(self):
        """:return: list of (lot, received and undecided quantity in the line's unit)."""
        self.ensure_one()
        if self.product_id.tracking == "none":
            return []
        decided = {
            lot: sum(parts.mapped("quantity"))
            for lot, parts in self.disposition_ids.filtered(lambda part: part.state != "cancelled")
            .grouped("lot_id")
            .items()
        }
        unit = self.product_id.uom_id
        return [
            (
                lot,
                unit._compute_quantity(quantity, self.product_uom_id, round=False)
                - decided.get(lot, 0.0),
            )
            for lot, quantity in self._received_lot_quantities().items()
        ]

    def _owners_to_sort(self):
        """:return: dict owner (none: ours) → how much came that is the owner's and was not taken
        from where it came to, in the product's unit"""
        self.ensure_one()
        location = self.warehouse_id.after_sales_location_id
        places = location | self.move_ids._after_sales_places()
        taken = self.disposition_ids.move_ids.filtered(
            lambda move: (
                move.state != "cancel"
                and any(move.location_id._child_of(place) for place in places)
            )
        )
        owners = defaultdict(float)
        for move in self.move_ids.filtered(lambda move: move.state == "done") | taken:
            sign = 1 if move.location_usage == "customer" else -1
            for line in move.move_line_ids:
                owners[line.owner_id] += sign * line.quantity_product_uom
        return owners

    def _is_paid_by(self, moment):
        """Whether the policy pays at this moment, or did so before it: what is paid once it is
        on its way is paid when it comes without anybody having told."""
        self.ensure_one()
        return bool(self.settle_at) and SETTLE_RANK[self.settle_at] <= SETTLE_RANK[moment]

    def _prepare_ahead_vals(self, moment):
        """Dispositions settled before their goods are sorted, one per unit of a serial product.

        :return: list of dict for ``after.sales.disposition``
        """
        self.ensure_one()
        come = self.quantity_received if moment == "receipt" else self.quantity
        open_parts = self.disposition_ids.filtered(lambda part: part.state != "cancelled")
        left = come - sum(open_parts.mapped("quantity"))
        if not self._resolution_row().ahead or self.product_uom_id.compare(left, 0.0) <= 0:
            return []
        if self.product_id.tracking != "serial":
            return [{"line_id": self.id, "quantity": left}]
        return [{"line_id": self.id, "quantity": 1.0}] * round(left)

    def _match_ahead_parts(self, best_grade):
        """Make what was settled ahead fit what came: cut off what is still on its way, and name
        the lot and the grade to begin with.

        :return: the dispositions whose goods came
        """
        matched = self.env["after.sales.disposition"]
        for line in self:
            waiting = line.disposition_ids.filtered(
                lambda part: part.state == "settled" and not part.date_decided
            )
            left = line._quantity_to_sort()
            lots = [lot for lot, quantity in line._received_lots() if quantity > 0]
            for part in waiting:
                if 0 < left < part.quantity:
                    part._cut_off(part.quantity - left)
                if left >= part.quantity:
                    part._propose(
                        lots.pop(0) if lots and not part.lot_id else part.lot_id,
                        line._proposed_grade(best_grade),
                    )
                    left -= part.quantity
                    matched |= part
        return matched
