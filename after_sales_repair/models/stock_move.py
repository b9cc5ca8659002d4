from odoo import api, fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_item_repair_id = fields.Many2one(
        "repair.order",
        string="Repaired Item Of",
        index="btree_not_null",
        copy=False,
        help="This move carries the item of a repair; parts have the repair itself.",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "after_sales_item_repair_id"]

    def _action_done(self, cancel_backorder=False):
        """Who hands an item back by validating its transfer meets the same checks as at the
        counter; the repair learns where its item is."""
        self.filtered(
            lambda move: (
                move.after_sales_item_repair_id
                and move.state not in ("done", "cancel")
                and move.location_dest_id.usage == "customer"
            )
        ).after_sales_item_repair_id.sudo()._check_hand_back()
        done = super()._action_done(cancel_backorder=cancel_backorder)
        carrying = done.filtered("after_sales_item_repair_id")
        for location, moves in carrying.grouped("location_dest_id").items():
            moves.after_sales_item_repair_id.sudo()._on_item_moved(location)
        return done
