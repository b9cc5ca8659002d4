from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse


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

    @api.model_create_multi
    def create(self, vals_list):
        """The move by which Odoo notes that an item was repaired, on the spot where it lies, is
        of the item's owner: Odoo looks for the owner where the parts are."""
        for vals in vals_list:
            if vals.get("repair_id") and not vals.get("repair_line_type"):
                repair = self.env["repair.order"].browse(vals["repair_id"])
                if repair.goods_location_id:
                    for _command, _id, line_vals in vals.get("move_line_ids", ()):
                        line_vals["owner_id"] = repair._item_owner().id
        return super().create(vals_list)

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
        self._check_after_sales_item_lots()
        done = super()._action_done(cancel_backorder=cancel_backorder)
        carrying = done.filtered("after_sales_item_repair_id")
        for location, moves in carrying.grouped("location_dest_id").items():
            moves.after_sales_item_repair_id.sudo()._on_item_moved(location)
        return done

    def _check_after_sales_item_lots(self):
        """A transfer of a repair carries the item of that repair, no other of its product."""
        problems = []
        for move in self.filtered("after_sales_item_repair_id"):
            repair = move.after_sales_item_repair_id.sudo()
            lots = move.move_line_ids.filtered("quantity").lot_id
            if move.state in ("done", "cancel") or not repair.lot_id or lots <= repair.lot_id:
                continue
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): %(transfer)s carries serial %(carried)s, the repair "
                    "is of %(own)s. Take the right item, or have the serial of the repair "
                    "corrected.",
                    transfer=move.picking_id.name or move.reference,
                    carried=", ".join((lots - repair.lot_id).mapped("name")),
                    own=repair.lot_id.name,
                    **repair._names(),
                )
            )
        refuse(problems)
