from odoo import api, models


class AfterSalesReturnLine(models.Model):
    """The quantities of a return line: received = decided + to sort; decided = settled + to
    settle; nothing negative. All in the line's unit."""

    _inherit = "after.sales.return.line"

    @api.depends(
        "quantity",
        "state",
        "return_id.transport",
        "product_uom_id",
        "move_ids.state",
        "move_ids.quantity",
        "move_ids.product_uom",
        "disposition_ids.quantity",
        "disposition_ids.state",
        "disposition_ids.date_decided",
    )
    def _compute_quantities(self):
        for line in self:
            received, reversed_ = line._moved_quantities()
            decided = line.disposition_ids.filtered(
                lambda part: part.date_decided and part.state != "cancelled"
            )
            ahead = line.disposition_ids.filtered(
                lambda part: part.state == "settled" and not part.date_decided
            )
            line.quantity_received = received - reversed_
            line.quantity_decided = sum(decided.mapped("quantity"))
            line.quantity_settled = sum(
                decided.filtered(lambda part: part.state == "settled").mapped("quantity")
            )
            line.quantity_advanced = sum(ahead.mapped("quantity"))
            line.quantity_claimed = line._claimed_quantity(received, reversed_)

    def _moved_quantities(self):
        """:return: (received from the customer, given back by returning the receipt)."""
        self.ensure_one()
        if self.return_id.transport == "keep":
            kept = self.quantity if self.state in ("approved", "closed") else 0.0
            return kept, 0.0
        quantities = [0.0, 0.0]
        for move in self.move_ids.filtered(lambda move: move.state == "done"):
            back = move.location_dest_usage == "customer"
            quantities[back] += move.product_uom._compute_quantity(
                move.quantity, self.product_uom_id, round=False
            )
        return tuple(quantities)

    def _claimed_quantity(self, received, reversed_):
        self.ensure_one()
        if self.state in ("requested", "approved"):
            return received + max(0.0, self.quantity - received + reversed_)
        # What was paid ahead and never came stays claimed: it is not paid a second time.
        return received + self.quantity_advanced if self.state == "closed" else 0.0

    @api.depends("disposition_ids.quantity_credited", "disposition_ids.amount_credited")
    def _compute_credited(self):
        for line in self:
            line.quantity_credited = sum(line.disposition_ids.mapped("quantity_credited"))
            line.amount_credited = sum(line.disposition_ids.mapped("amount_credited"))

    def _returned_quantities(self):
        """:return: dict sold line of the order → quantity that comes back with this return, or
        came or is to come with another one, in the sold line's unit"""
        self.ensure_one()
        # A line that is judged for another wish stands for the one that it was made of.
        mine = self | self.return_id.line_ids.filtered(
            lambda line: not self._origin or line._origin != self._origin
        )
        back = {}
        for sold in self.sale_line_id.order_id.order_line:
            others = sold.after_sales_line_ids - mine._origin
            lines = mine.filtered(lambda line, sold=sold: line.sale_line_id == sold)
            back[sold] = sum(line._uom_quantity(line.quantity_claimed) for line in others)
            back[sold] += sum(line._uom_quantity(line.quantity) for line in lines)
        return back

    def _quantity_awaited(self):
        """What is still to come of an approved line, in its unit (≥ 0)."""
        self.ensure_one()
        if self.state != "approved":
            return 0.0
        return max(0.0, self.quantity - self.quantity_received)

    def _quantity_to_expect(self):
        """What is awaited and stands on no open receipt, in the line's unit."""
        self.ensure_one()
        open_moves = self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.location_usage == "customer"
        )
        expected = sum(
            move.product_uom._compute_quantity(
                move.product_uom_qty, self.product_uom_id, round=False
            )
            for move in open_moves
        )
        return self._quantity_awaited() - expected

    def _is_to_expect(self):
        return self.product_uom_id.compare(self._quantity_to_expect(), 0.0) > 0

    def _quantity_to_sort(self):
        """What came and nobody decided on yet, in its unit (≥ 0)."""
        self.ensure_one()
        return max(0.0, self.quantity_received - self.quantity_decided)

    def _is_to_sort(self):
        """Something came that nobody decided on."""
        return self.product_uom_id.compare(self._quantity_to_sort(), 0.0) > 0

    def _is_to_settle(self):
        """Something was decided that the customer waits for."""
        return self.product_uom_id.compare(self.quantity_decided, self.quantity_settled) > 0

    def _is_to_pay_back(self):
        """Whether a part of it was not given back yet."""
        self.ensure_one()
        given = self.quantity_settled + self.quantity_advanced
        return self.product_uom_id.compare(given, self.quantity) < 0

    def _granted_percent(self, grade):
        """Percent of the price paid that goods of ``grade`` are refunded at (0..100)."""
        self.ensure_one()
        return self.policy_id._granted_percent(self, grade, self.reason_id)
