from odoo import api, fields, models

from odoo.addons.after_sales_returns.models.promise.after_sales_promise_clock import PromiseClock

from .repairs import NOTES, RETURNS


class AfterSalesDemo(models.AbstractModel):
    """The past of the demo's repairs: what a button wrote just now is dated back."""

    _inherit = "after.sales.demo"

    @api.model
    def _begin(self):
        """The buttons of this story were pressed since then."""
        return self.env.cr.now().replace(microsecond=0)

    @api.model
    def _calendar_day(self, days_ago):
        """The day so many days ago; also one that is to come."""
        return fields.Date.subtract(fields.Date.today(), days=days_ago)

    @api.model
    def _in_past(self, repair, moment, **dates):
        """Have the last step of a repair be of ``moment``: its dates, moves, costs, messages.

        :param dates: fields of the repair → moment
        """
        begin = self._begin()
        repair.write(dates)
        moves = repair.item_move_ids | repair.move_ids
        fresh = moves.filtered(lambda move: move.state == "done" and move.date >= begin)
        fresh.picking_id.filtered(lambda one: one.date_done >= begin).date_done = moment
        fresh.write({"date": moment})
        costs = repair.cost_ids.filtered(lambda cost: cost.date >= begin)
        self._date_back(costs, date=moment)
        self._date_fresh_messages(repair, moment)

    @api.model
    def _date_fresh_messages(self, record, moment):
        fresh = self.env["mail.message"].search(
            [
                ("model", "=", record._name),
                ("res_id", "in", record.ids),
                ("date", ">=", self._begin()),
            ]
        )
        self._date_back(fresh, date=moment)

    # The end of the story ---------------------------------------------------------------------

    @api.model
    def _end_returns(self):
        cases = [(row, self._own(f"demo_return_{row['key']}")) for row in RETURNS]
        for row, order in cases:
            self._date_return(row, order)
        self._write_notes(NOTES)
        self._date_promises(self.env["after.sales.return"].union(*(one for _row, one in cases)))
        self._rate([(row, order) for row, order in cases if "rating" in row])

    @api.model
    def _end_repairs(self, rows):
        repairs = self.env["repair.order"].union(*(self._repair(row["key"]) for row in rows))
        orders = repairs.after_sales_return_id
        self._list_unclaimed(rows)
        self._promise_repairs(repairs)
        # Nobody of the demo waits for a letter.
        self.env["after.sales.mail"].search(
            ["|", ("repair_id", "in", repairs.ids), ("return_id", "in", orders.ids)]
        ).unlink()

    @api.model
    def _write_notes(self, rows):
        for key, user, days_ago, text, photo, released in rows:
            repair, notes = self._repair(key), self.env["after.sales.repair.note"]
            note = notes.create(
                {
                    "repair_id": repair.id,
                    "user_id": self._own(f"demo_user_{user}").id,
                    "date": self._moment(days_ago, 14),
                    "text": text,
                    "released": released,
                }
            )
            if photo:
                note.photo_ids = self._attach_photo(note, photo)

    @api.model
    def _list_unclaimed(self, rows):
        for row in rows:
            if "unclaimed" not in row:
                continue
            repair = self._repair(row["key"])
            repair.pickup_reminder_count = 3
            repair._flag_unclaimed()
            repair.date_unclaimed = self._moment(row["unclaimed"], 8)

    # Promises ---------------------------------------------------------------------------------

    @api.model
    def _promise_repairs(self, repairs):
        """Promise anew as of the days of the table: what the buttons promised is of today."""
        self.env.invalidate_all()
        repairs.promise_ids.unlink()
        repairs._sync_promises()
        clock = PromiseClock()
        for repair in repairs:
            back = repair.promise_ids.filtered(lambda own: own.step == "hand_back")
            repair.date_promised = back.due
            for promise in repair.promise_ids:
                self._pause_promise(repair, promise, clock)
                self._break_promise(promise)

    @api.model
    def _pause_promise(self, repair, promise, clock):
        """A promise waited while the customer was asked."""
        quoted, answered = repair.date_quoted, repair.date_quote_answered
        if not quoted or promise.step == "diagnosis":
            return
        if promise.state == "paused":
            promise.paused_since = quoted
            return
        if not answered:
            return
        paused = clock.between(promise.calendar_id, quoted, answered)
        due = clock.add(promise.calendar_id, promise.due, paused)
        met = promise.date_met
        promise.write(
            {
                "due": due,
                "paused_hours": paused,
                "date_check": promise.date_check and due,
                "date_breached": due if met and met > due else False,
                "hours_taken": max(0.0, promise.hours_taken - paused),
            }
        )

    @api.model
    def _break_promise(self, promise):
        """What is due by now is late, and whoever has to know has been told."""
        if promise.state == "open" and promise.due < self._begin():
            promise.write({"state": "breached", "date_breached": promise.due, "date_check": False})
