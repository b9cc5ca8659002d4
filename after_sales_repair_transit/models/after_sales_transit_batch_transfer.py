from odoo import models
from odoo.fields import Command


class AfterSalesTransitBatch(models.Model):
    """The transfers of a transit batch: one that sends it, one that receives it, and a backorder
    for each time that something was missing."""

    _inherit = "after.sales.transit.batch"

    def _transit_location(self):
        """Where the items are while they travel: still the company's, not in any warehouse."""
        self.ensure_one()
        return self.company_id.internal_transit_location_id

    def _stored_lines(self):
        return self.line_ids.filtered(lambda line: line.repair_id._is_item_stored())

    def _dispatch(self):
        """Bring the items into transit, and have the receiver's transfers wait for them."""
        # Odoo hides a company's transit location until something uses it.
        self.company_id.internal_transit_location_id.filtered(
            lambda location: not location.active
        ).active = True
        stored = self._stored_lines()
        by_batch = stored.grouped("batch_id")
        self.env["stock.picking"]._create_after_sales_transfers(
            [batch._prepare_dispatch_vals(lines) for batch, lines in by_batch.items()]
        )._action_done()
        for batch, own in (self.line_ids - stored).grouped("batch_id").items():
            own.repair_id._on_item_moved(batch._transit_location())
        self._create_arrivals(stored)

    def _create_arrivals(self, lines):
        """Transfers that wait at the receiver for these items, one per transit batch."""
        return self.env["stock.picking"]._create_after_sales_transfers(
            [batch._prepare_arrival_vals(own) for batch, own in lines.grouped("batch_id").items()]
        )

    def _prepare_dispatch_vals(self, lines):
        """:return: dict for the ``stock.picking`` shelf of the sender → transit"""
        sender = self._sender()
        return self._prepare_picking_vals(
            lines, sender, sender.after_sales_repair_location_id, self._transit_location(), True
        )

    def _prepare_arrival_vals(self, lines):
        """:return: dict for the ``stock.picking`` transit → shelf of the receiver"""
        receiver = self._receiver()
        return self._prepare_picking_vals(
            lines,
            receiver,
            self._transit_location(),
            receiver.after_sales_repair_location_id,
            False,
        )

    def _prepare_picking_vals(self, lines, warehouse, source, destination, picked):
        places = {
            "location_id": source.id,
            "location_dest_id": destination.id,
            "picking_type_id": warehouse.after_sales_sort_type_id.id,
            "company_id": self.company_id.id,
        }
        return {
            **places,
            "origin": self.name,
            "after_sales_transit_batch_id": self.id,
            "move_ids": [
                Command.create(
                    repair._fill_item_move_vals(
                        {**repair._prepare_item_move_vals(), **places, "picked": picked}
                    )
                )
                for repair in lines.repair_id
            ],
        }

    def _book_arrival(self, lines):
        """Validate the receiver's transfers with these items only; Odoo makes the backorder."""
        waiting = self._waiting_moves()
        lost = lines.filtered(lambda line: line.repair_id not in waiting.after_sales_item_repair_id)
        if lost:
            # Somebody cancelled the transfer in the inventory application.
            waiting |= self._create_arrivals(lost).move_ids
        came = waiting.filtered(lambda move: move.after_sales_item_repair_id in lines.repair_id)
        (waiting - came).picked = False
        came.picked = True
        came.picking_id._action_done()

    def _waiting_moves(self):
        """The moves that wait at the receiver."""
        return self.picking_ids.move_ids.filtered(
            lambda move: (
                move.after_sales_item_repair_id
                and move.state not in ("done", "cancel")
                and move.location_id.usage == "transit"
            )
        )
