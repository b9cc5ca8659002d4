from odoo import api, fields, models
from odoo.fields import Command

from ...tools import refuse


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Return Line",
        index="btree_not_null",
        copy=False,
        help="This move receives goods of the line, or gives them back by returning a receipt.",
    )
    after_sales_disposition_id = fields.Many2one(
        "after.sales.disposition",
        string="Return Disposition",
        index="btree_not_null",
        copy=False,
        help="This move carries out the decision on returned goods.",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [
            *super()._prepare_merge_moves_distinct_fields(),
            "after_sales_line_id",
            "after_sales_disposition_id",
        ]

    def _prepare_move_split_vals(self, qty):
        return {**super()._prepare_move_split_vals(qty), **self._after_sales_handed_on()}

    @api.model
    def _fill_after_sales_vals(self, vals, lots):
        """Complete the values of a move with its move lines, so that it needs no reservation.

        :param dict vals: values of a ``stock.move``
        :param lots: the lots that move; empty if they are not known yet
        :return: the same values; unchanged but for the state where lots are not known
        """
        product = self.env["product.product"].browse(vals["product_id"])
        quantity = vals["product_uom_qty"]
        quantities = [(lots, quantity)]
        if product.tracking == "serial":
            quantities = [(lot, 1.0) for lot in lots]
        known = product.tracking == "none" or sum(part for _lot, part in quantities) == quantity
        if known and len(lots) <= len(quantities):
            vals["move_line_ids"] = [
                Command.create(
                    {
                        "picked": vals.get("picked", False),
                        "product_id": product.id,
                        "product_uom_id": vals["product_uom"],
                        "quantity": part,
                        "lot_id": lot.id,
                        "location_id": vals["location_id"],
                        "location_dest_id": vals["location_dest_id"],
                        "company_id": vals["company_id"],
                    }
                )
                for lot, part in quantities
            ]
        vals["state"] = "assigned" if "move_line_ids" in vals else "confirmed"
        return vals

    def _should_bypass_reservation(self, forced_location=False):
        """What is moved as soon as its transfer is made needs not be reserved in between."""
        at_once = self.env.context.get("after_sales_moved_at_once")
        # A context that comes from outside holds no set.
        ours = isinstance(at_once, frozenset) and self.after_sales_disposition_id.id in at_once
        return ours or super()._should_bypass_reservation(forced_location)

    def _after_sales_returned_quantity(self):
        """What already came back, or is on its way back, of this delivery; in its unit."""
        self.ensure_one()
        return sum(
            move.product_uom._compute_quantity(
                move.quantity if move.state == "done" else move.product_uom_qty,
                self.product_uom,
                round=False,
            )
            for move in self.returned_move_ids
            if move.state != "cancel"
        )

    def _action_done(self, cancel_backorder=False):
        # In sudo: who receives the goods need not read return orders.
        ours = self.filtered(
            lambda move: (
                move.sudo().after_sales_line_id or move.sudo().picking_id.after_sales_return_ids
            )
        )
        coming = ours.filtered(lambda move: move.location_usage == "customer")
        coming.move_line_ids._name_after_sales_lots()
        ours.picking_id._check_after_sales_receipt()
        ours.sudo()._carry_after_sales_units()
        done = super()._action_done(cancel_backorder=cancel_backorder)
        plain_returns = done.filtered(
            lambda move: (
                move.sale_line_id
                and move.location_usage == "customer"
                and not move.after_sales_line_id
            )
        )
        plain_returns.sale_line_id.sudo()._check_after_sales_claims()
        plain_returns.sale_line_id.sudo().after_sales_line_ids._check_lot_claims()
        given_back = done.filtered(lambda move: move.location_dest_usage == "customer")
        given_back.after_sales_line_id.sudo().disposition_ids._check_quantities()
        given_back.after_sales_line_id.sudo().return_id._sync_open_promises()
        receipts = done.filtered(lambda move: move.location_usage == "customer")
        orders = receipts.after_sales_line_id.sudo().return_id
        if orders:
            receipts.after_sales_line_id.sudo()._tell_of_numberless()
            orders._on_goods_received()
        return done

    def unlink(self):
        self._check_after_sales_unlink()
        return super().unlink()

    def _check_after_sales_unlink(self):
        problems = [
            self.env._(
                "%(transfer)s: %(product)s belongs to %(return)s. Cancel that return instead of "
                "deleting the move.",
                **{"return": move.after_sales_line_id.sudo().return_id.name},
                transfer=move.picking_id.name,
                product=move.product_id.display_name,
            )
            for move in self
            if move.after_sales_line_id and move.state not in ("draft", "cancel")
        ]
        refuse(problems)
