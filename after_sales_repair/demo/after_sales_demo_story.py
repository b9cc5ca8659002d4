from odoo import api, models
from odoo.tools import groupby

from odoo.addons.after_sales_returns.models.promise.after_sales_promise_clock import PromiseClock

from .after_sales_demo_case import MODULE
from .repairs import NOTES, REPAIRS, RETURNS


class AfterSalesDemo(models.AbstractModel):
    """Plays ``repairs.py`` and ``workshop.py``, step by step for all at a time. It goes on with the
    returns' demo data."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_repair_story(self):
        """With the goods and customers of the returns' demo."""
        self._load_chapter(
            "_play_repair_story",
            needs="after_sales_returns.demo_sale_01",
            makes=f"{MODULE}.demo_repair_draft",
        )

    @api.model
    def _load_chapter(self, play, needs, makes):
        """Play a part of the story once, and not at all without what it goes on with.

        :param play: name of the method that plays it
        :param needs: xml id of something that is there before
        :param makes: xml id of something that is there afterwards
        """
        before, after = (self.env.ref(one, raise_if_not_found=False) for one in (needs, makes))
        if not before or after:
            return
        story = self.with_context(
            tracking_disable=True,
            mail_create_nosubscribe=True,
            mail_auto_subscribe_no_notify=True,
            skip_sms=True,
        )
        try:
            with self.env.cr.savepoint():
                getattr(story, play)()
        except Exception:
            self.env.cr.postcommit.clear()  # see ``_load_story``
            raise

    @api.model
    def _play_repair_story(self):
        self._set_up_workshop()
        self._play_repair_returns()
        for _again, rows in sorted(groupby(REPAIRS, self._again)):
            self._play_repairs(rows)
        self._end_returns()
        self._end_repairs(REPAIRS)

    @api.model
    def _again(self, row):
        return row.get("again", 0)

    @api.model
    def _play_repairs(self, rows):
        """One step for all at a time."""
        self._play_intake(rows)
        self._diagnose([row for row in rows if "diagnosed" in row])
        self._quote([row for row in rows if "quoted" in row])
        self._repair_inside([row for row in rows if "started" in row])
        self._give_up([row for row in rows if "given_up" in row])
        self._hand_back([row for row in rows if "back" in row])

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
