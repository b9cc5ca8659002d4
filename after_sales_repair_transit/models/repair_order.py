from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools.sql import column_exists, create_column

from odoo.addons.after_sales_repair.models.repair.repair_order_state import SERVING
from odoo.addons.after_sales_returns.tools import only_one, refuse

GUARDED = {"after_sales_date_store_sent", "after_sales_date_store_received"}


class RepairOrder(models.Model):
    """The way of an item from the store that took it in to the workshop, and back."""

    _inherit = "repair.order"
    _guarded = GUARDED

    after_sales_batch_line_ids = fields.One2many(
        "after.sales.transit.batch.line", "repair_id", string="Transit Batch Items"
    )
    after_sales_batch_count = fields.Integer(
        string="Transit Batch Count", compute="_compute_after_sales_batch_count"
    )
    after_sales_date_store_sent = fields.Datetime(
        string="Sent by the Store",
        readonly=True,
        copy=False,
        help="The first time that it left for the workshop.",
    )
    after_sales_date_store_received = fields.Datetime(
        string="Back at the Store", readonly=True, copy=False
    )
    after_sales_store_turnaround_days = fields.Float(
        string="Store Turnaround Days",
        compute="_compute_after_sales_store_turnaround_days",
        store=True,
        aggregator="avg",
        help="From the dispatch by the store until it has the item back.",
    )

    def _auto_init(self):
        """Nothing travelled before this addon: nothing is computed for each repair ever made."""
        if not column_exists(self.env.cr, self._table, "after_sales_store_turnaround_days"):
            create_column(self.env.cr, self._table, "after_sales_store_turnaround_days", "float8")
        return super()._auto_init()

    # Which workshop ---------------------------------------------------------------------------

    def _after_sales_move_to_workshop(self, batches):
        """Have the workshop of their transit batch repair what the store was to repair itself."""
        for batch in batches:
            repairs = self & batch.line_ids.repair_id
            strays = repairs.filtered(
                lambda repair, one=batch: repair.after_sales_workshop_id != one.workshop_id
            )
            for repair in strays:
                # With its name: Odoo would give it a number of the other operation type.
                repair.write(
                    {
                        "picking_type_id": batch.workshop_id.repair_type_id.id,
                        "name": repair.name,
                    }
                )

    @api.depends("after_sales_batch_line_ids")
    def _compute_after_sales_batch_count(self):
        for repair in self:
            repair.after_sales_batch_count = len(repair.sudo().after_sales_batch_line_ids.batch_id)

    @api.depends("after_sales_date_store_sent", "after_sales_date_store_received")
    def _compute_after_sales_store_turnaround_days(self):
        for repair in self:
            start, end = repair.after_sales_date_store_sent, repair.after_sales_date_store_received
            repair.after_sales_store_turnaround_days = (
                (end - start).total_seconds() / 86400 if end else 0.0
            )

    # Facts that the transit batches write -------------------------------------------------------

    def _after_sales_on_batch_sent(self, moment, batches):
        """The items left with a transit batch."""
        outward = batches.filtered(lambda one: one.direction == "to_workshop")
        sent = self & outward.line_ids.repair_id
        sent.filtered(
            lambda repair: repair.after_sales_date_store_received
        ).after_sales_date_store_received = False
        sent.filtered(
            lambda repair: not repair.after_sales_date_store_sent
        ).after_sales_date_store_sent = moment

    def _after_sales_on_batch_arrived(self, direction):
        """The items came with a transit batch: who waits for one can fetch it now."""
        if direction == "to_store":
            self.after_sales_date_store_received = fields.Datetime.now()
            self._announce_pickup()

    def _has_own_step(self):
        return bool(self.after_sales_date_store_sent) or super()._has_own_step()

    def _stop_item(self):
        super()._stop_item()
        lines = self.env["after.sales.transit.batch.line"].search(
            [("repair_id", "in", self.ids), ("is_open", "=", True)]
        )
        lines._lose()

    # What stands against working on an item that is somewhere else ----------------------------

    def _after_sales_travelling_line(self):
        """The item's line in a transit batch that is on its way, or none."""
        self.ensure_one()
        return self.sudo().after_sales_batch_line_ids.filtered(
            lambda line: line.state == "sent" and not line.date_received and not line.is_lost
        )[:1]

    def _after_sales_travel_problems(self):
        """:return: list of at most one sentence, naming the transit batch that has the item"""
        self.ensure_one()
        batch = self._after_sales_travelling_line().batch_id
        if not batch:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s) is on its way to %(receiver)s in transit batch "
                "%(batch)s. Receive it there first.",
                receiver=batch._receiver().name,
                batch=batch.name,
                **self._names(),
            )
        ]

    def _item_problems(self):
        return self._after_sales_travel_problems() or super()._item_problems()

    def _place_problems(self):
        return self._after_sales_travel_problems() or super()._place_problems()

    def _under_repair_problems(self):
        return super()._under_repair_problems() or self._after_sales_workshop_problems()

    def _after_sales_workshop_problems(self):
        """The item must lie where it is repaired."""
        self.ensure_one()
        store, workshop = self.after_sales_store_id, self.after_sales_workshop_id
        shelf = store.after_sales_repair_location_id
        if store == workshop or not shelf or self.goods_location_id != shelf:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s) still lies at %(store)s and is to be repaired at "
                "%(workshop)s. Send it there in a transit batch.",
                store=store.name,
                workshop=workshop.name,
                **self._names(),
            )
        ]

    # Packing ------------------------------------------------------------------------------------

    def action_after_sales_pack(self):
        """Pack the items into transit batches: to the workshop what a store has, to the store what
        the workshop has."""
        self._check_role(SERVING)
        repairs = self.sudo()
        refuse([sentence for repair in repairs for sentence in repair._after_sales_pack_problems()])
        batches = self.env["after.sales.transit.batch"].create(
            [
                own._prepare_after_sales_batch_vals(*way)
                for way, own in repairs._after_sales_by_way().items()
            ]
        )
        return batches._get_records_action(name=self.env._("Transit Batches"))

    def _after_sales_by_way(self):
        """:return: dict (direction, store, workshop) → repairs"""
        return self.grouped(
            lambda repair: (
                repair._after_sales_pack_direction(),
                repair.after_sales_store_id,
                repair.after_sales_workshop_id,
            )
        )

    def _after_sales_pack_direction(self):
        self.ensure_one()
        at_store = self.after_sales_store_id.after_sales_repair_location_id
        return "to_workshop" if self.goods_location_id == at_store else "to_store"

    def _after_sales_pack_problems(self):
        self.ensure_one()
        if self.after_sales_store_id == self.after_sales_workshop_id:
            return [
                self.env._(
                    "%(repair)s (%(item)s) is repaired where it was handed in: there is nothing "
                    "to send.",
                    **self._names(),
                )
            ]
        shelves = (
            self.after_sales_store_id | self.after_sales_workshop_id
        ).after_sales_repair_location_id
        if self.goods_location_id in shelves:
            return []
        return self._after_sales_travel_problems() or [
            self.env._(
                "%(repair)s (%(item)s) lies neither on the repair shelf of %(store)s nor of "
                "%(workshop)s. Take it in first.",
                store=self.after_sales_store_id.name,
                workshop=self.after_sales_workshop_id.name,
                **self._names(),
            )
        ]

    def _prepare_after_sales_batch_vals(self, direction, store, workshop):
        """:return: dict for the ``after.sales.transit.batch`` of these repairs"""
        return {
            "direction": direction,
            "store_id": store.id,
            "workshop_id": workshop.id,
            "company_id": store.company_id.id,
            "line_ids": [Command.create({"repair_id": repair.id}) for repair in self],
        }

    def action_view_after_sales_batches(self):
        only_one(self)
        return self.after_sales_batch_line_ids.batch_id._get_records_action(
            name=self.env._("Transit Batches")
        )
