from collections import defaultdict

from odoo import api, models
from odoo.fields import Command


class StockMove(models.Model):
    """Receiving a return: what may come in, and what to do with the rest."""

    _inherit = "stock.move"

    def _after_sales_receipt_problems(self):
        """:return: list of sentences about what this move would receive."""
        self.ensure_one()
        if not self._brings_after_sales_goods():
            return []
        line = self.after_sales_line_id
        if not line or line.product_id != self.product_id:
            return [
                self.env._(
                    "%(transfer)s: %(product)s is not part of %(return)s.",
                    **self._after_sales_names(),
                )
            ]
        excess = self._after_sales_excess()
        problems = []
        if self.product_uom.compare(excess, 0.0) > 0:
            problems.append(
                self.env._(
                    "%(transfer)s: %(product)s: %(quantity)g received, but %(return)s allows "
                    "%(allowed)g.",
                    quantity=self.quantity,
                    allowed=self.quantity - excess,
                    **self._after_sales_names(),
                )
            )
        return problems + self._after_sales_lot_problems()

    def _after_sales_lot_problems(self):
        """:return: list of sentences about the lots and serials of this move."""
        self.ensure_one()
        problems = []
        foreign = self._after_sales_foreign_lots()
        if foreign:
            problems.append(
                self.env._(
                    "%(transfer)s: %(product)s: serial or lot %(lots)s was not sold to this "
                    "customer with the order of %(return)s.",
                    lots=", ".join(foreign.mapped("name")),
                    **self._after_sales_names(),
                )
            )
        for lot in self.move_line_ids.lot_id:
            problems += self.after_sales_line_id._elsewhere_problems(lot)
            if lot.after_sales_line_id and lot.after_sales_line_id != self.after_sales_line_id:
                problems.append(
                    self.env._(
                        "%(transfer)s: %(product)s: serial number %(lot)s is awaited by %(other)s. "
                        "Receive it there.",
                        lot=lot.name,
                        other=lot.after_sales_line_id.return_id.name,
                        **self._after_sales_names(),
                    )
                )
        return problems + self._after_sales_lot_excess_problems()

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

    def _after_sales_names(self):
        """The words that a refusal names this move by."""
        self.ensure_one()
        return {
            "transfer": self.picking_id.name,
            "product": self.product_id.display_name,
            "return": ", ".join(self.picking_id.after_sales_return_ids.mapped("name")),
        }

    def _brings_after_sales_goods(self):
        """Whether a customer brings something that a return order must allow: neither goods
        given back by returning a receipt, nor a parcel of ours that was not taken in."""
        self.ensure_one()
        return (
            self.location_usage == "customer"
            and not self.after_sales_disposition_id
            and self.product_uom.compare(self.quantity, 0.0) > 0
        )

    def _after_sales_excess(self):
        """Quantity of this move beyond what its line may still receive, in the move's unit."""
        self.ensure_one()
        line = self.after_sales_line_id
        siblings = self.picking_id.move_ids.filtered(
            lambda move: move.after_sales_line_id == line and move.state not in ("done", "cancel")
        )
        coming = sum(
            move.product_uom._compute_quantity(move.quantity, line.product_uom_id, round=False)
            for move in siblings
        )
        excess = coming - max(0.0, line.quantity - line.quantity_received)
        return min(
            self.quantity,
            line.product_uom_id._compute_quantity(
                max(0.0, excess), self.product_uom, rounding_method="HALF-UP"
            ),
        )

    def _after_sales_foreign_lots(self):
        """Lots on this move that its line may not bring back."""
        self.ensure_one()
        line = self.after_sales_line_id
        lots = self.move_line_ids.filtered(lambda move_line: move_line.quantity > 0).lot_id
        if not lots or line.unexpected or not line._has_receipt():
            return lots.browse()
        return line._foreign_lots(lots)

    def _record_after_sales_unexpected(self):
        """Leave on this move what was authorised and move the rest to an unexpected line."""
        self.ensure_one()
        line = self.after_sales_line_id
        if not self._brings_after_sales_goods():
            return
        if not line or line.product_id != self.product_id:
            self.after_sales_line_id = self._create_after_sales_unexpected(self.quantity)
            self.write(self._after_sales_unexpected_vals())
            return
        foreign = self.move_line_ids.filtered(
            lambda move_line: move_line.lot_id in self._after_sales_foreign_lots()
        )
        for lines in (foreign, self._cut_after_sales_lot_excess()):
            if lines:
                self._split_after_sales_unexpected(lines, lines._after_sales_quantity_in(self))
        excess = self._after_sales_excess()
        if self.product_uom.compare(excess, 0.0) > 0:
            self._split_after_sales_unexpected(self.env["stock.move.line"], excess)

    @api.model
    def _after_sales_unexpected_vals(self):
        return {
            "sale_line_id": False,
            "origin_returned_move_id": False,
            "description_picking": self.env._("Not authorised: customer service decides"),
        }

    def _create_after_sales_unexpected(self, quantity, lots=None):
        return self.env["after.sales.return.line"].create(
            {
                "return_id": self.picking_id.after_sales_return_ids[:1].id,
                "product_id": self.product_id.id,
                "product_uom_id": self.product_uom.id,
                "quantity": quantity,
                "resolution": "none",
                "lot_ids": [Command.set((lots or self.move_line_ids.lot_id).ids)],
                "unexpected": True,
            }
        )

    def _split_after_sales_unexpected(self, move_lines, quantity):
        """Move ``quantity`` (in the move's unit), or the given move lines, to a new move of an
        unexpected line."""
        self.ensure_one()
        line = self._create_after_sales_unexpected(quantity, move_lines.lot_id)
        move = self.copy(
            {
                **self._after_sales_unexpected_vals(),
                "after_sales_line_id": line.id,
                "product_uom_qty": quantity,
                "to_refund": False,
                "move_line_ids": [],
            }
        )
        if move_lines:
            move_lines.move_id = move
        else:
            self.quantity -= quantity
        move._action_confirm(merge=False)
        if not move_lines:
            move.quantity = quantity
        move.picked = self.picked
