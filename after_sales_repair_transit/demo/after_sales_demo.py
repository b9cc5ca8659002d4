from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import groupby

from .batches import BATCHES, NOTES, REPAIRS, STORES


class AfterSalesDemo(models.AbstractModel):
    """What travels between the stores and the workshop of the demo."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_transit_story(self):
        self._load_chapter(
            "_play_transit_story",
            needs="after_sales_repair.demo_repair_draft",
            makes="after_sales_repair.demo_repair_mall_watch",
        )

    @api.model
    def _play_transit_story(self):
        self._connect_stores()
        self._play_intake(REPAIRS)
        self._play_batches("to_workshop")
        diagnosed = [row for row in REPAIRS if "diagnosed" in row]
        self._diagnose(diagnosed)
        self._quote([row for row in REPAIRS if "quoted" in row])
        self._repair_inside(diagnosed)
        self._play_batches("to_store")
        self._hand_back([row for row in REPAIRS if "back" in row])
        self._write_notes(NOTES)
        self._end_repairs(REPAIRS)

    @api.model
    def _connect_stores(self):
        """From now on the stores send what they take in to the central warehouse."""
        self.env.company.after_sales_freight_amount = 18.0
        for key, limit in STORES.items():
            self._warehouse(key).write(
                {
                    "after_sales_workshop_id": self._warehouse("web").id,
                    "after_sales_transit_batches_per_week": limit,
                }
            )

    @api.model
    def _days_ago(self, when):
        """A number of days, also of (weeks ago, weekday)."""
        if isinstance(when, int):
            return when
        weeks, weekday = when
        return fields.Datetime.now().weekday() + 7 * weeks - weekday

    @api.model
    def _play_batches(self, direction):
        """Send and receive them. Those of one week are sent before they are dated back, for the
        limit of a store counts the week in which they are sent."""
        rows = [row for row in BATCHES if row[0] == direction]
        cases = [(row, self._pack(row), self._days_ago(row[2])) for row in rows]
        for _week, sent in groupby(cases, lambda case: self._week(*case[1:])):
            for _row, batch, _days in sent:
                batch.action_send()
            for _row, batch, days in sent:
                self._date_dispatch(batch, self._moment(days, 12))
        for row, batch, _days in cases:
            if row[3] is not None:
                batch.action_receive_all()
                self._date_arrival(batch, self._moment(self._days_ago(row[3]), 8))

    @api.model
    def _week(self, batch, days_ago):
        return batch.store_id.id, batch._week_of(self._moment(days_ago, 12))

    @api.model
    def _pack(self, row):
        direction, store, _sent, _received, keys = row
        warehouse = self._warehouse(store)
        return self.env["after.sales.transit.batch"].create(
            {
                "direction": direction,
                "store_id": warehouse.id,
                "workshop_id": warehouse.after_sales_workshop_id.id,
                "carrier": "City Courier",
                "line_ids": [Command.create({"repair_id": self._repair(key).id}) for key in keys],
            }
        )

    @api.model
    def _date_dispatch(self, batch, moment):
        batch.write({"date_sent": moment, "week_sent": batch._week_of(moment)})
        self._date_back(batch, create_date=moment)
        for repair in batch.repair_ids:
            vals = {} if batch.direction == "to_store" else {"after_sales_date_store_sent": moment}
            self._in_past(repair, moment, **vals)
        self._date_fresh_messages(batch, moment)

    @api.model
    def _date_arrival(self, batch, moment):
        batch.date_received = moment
        batch.line_ids.date_received = moment
        for repair in batch.repair_ids:
            vals = (
                {"after_sales_date_store_received": moment} if batch.direction == "to_store" else {}
            )
            self._in_past(repair, moment, **vals)
            self._date_announcement(repair, moment)
        self._date_fresh_messages(batch, moment)
