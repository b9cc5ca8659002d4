from odoo import api, fields, models

from .after_sales_promise import LIVE
from .after_sales_promise_clock import PromiseClock


class AfterSalesPromise(models.Model):
    """How promises follow the facts of their documents."""

    _inherit = "after.sales.promise"

    @api.model
    def _sync(self, documents):
        """Give, pause, resume, meet and drop promises as ``_promise_facts`` says, in a number of
        queries that does not depend on how many documents there are.

        :param documents: records of one model with the promise mixin, in sudo
        """
        now, clock = fields.Datetime.now(), PromiseClock()
        facts = documents._promise_facts()
        missing = []
        for document in documents:
            steps = facts.get(document, {})
            latest = {}
            for promise in document.promise_ids.sorted("id"):
                latest[promise.step] = promise
            for step, promise in latest.items():
                promise._follow(*steps.get(step, (False, False, False)), now, clock)
            missing += [
                (document, step, begun, met, waiting)
                for step, (start, met, waiting) in steps.items()
                if (begun := self._missing_start(latest.get(step), start, met, now))
            ]
        self._create_missing(documents, missing, now, clock)

    @api.model
    def _missing_start(self, latest, start, met, now):
        """When a promise that is still to be given begins; False where none is missing.

        :param latest: the last promise of the step, or None
        """
        if not start or not latest:
            return start
        if latest.state in LIVE:
            return False
        if start > (latest.date_met or latest.date_start):
            return start
        # The step was done, or dropped, and is to be done again: it counts from now.
        return False if met else now

    def _follow(self, start, met, waiting, now, clock):
        """Bring one promise to what the facts of its step say."""
        if self.state not in LIVE:
            return
        if not start:
            self._drop(now, clock)
        elif met:
            self._meet(max(met, self.date_start), clock)
        elif waiting and not self.paused_since:
            self.write(self._pause_vals(now))
        elif self.paused_since and not waiting:
            vals = self._resume_vals(now, clock)
            self.write({"state": "breached" if self.date_breached else "open", **vals})

    def _meet(self, met, clock):
        vals = self._resume_vals(met, clock)
        taken = clock.between(self._hour_calendar(), self.date_start, met)
        self._end(
            {
                **vals,
                **self._breach_vals(met, vals.get("due", self.due)),
                "state": "met",
                "date_met": met,
                "hours_taken": max(0.0, taken - vals.get("paused_hours", self.paused_hours)),
            }
        )

    def _drop(self, now, clock):
        """The step is not to be done any more; if it was late by then, it stays broken."""
        vals = self._resume_vals(now, clock)
        broken = self._breach_vals(now, vals.get("due", self.due))
        self._end({**vals, **broken, "state": "cancelled"})

    def _end(self, vals):
        self.write({**vals, "date_check": False})
        (self.warn_activity_id | self.escalation_activity_id).unlink()

    def _breach_vals(self, moment, due):
        """Whether it was broken at ``moment``: on the minute of the due time it was not."""
        return {"date_breached": self.date_breached or (due if moment > due else False)}

    def _pause_vals(self, now):
        return {
            "state": "paused",
            "paused_since": now,
            **self._breach_vals(now, self.due),
        }

    def _resume_vals(self, now, clock):
        """The due time moves on by the time that the customer was awaited, unless the promise
        was broken before."""
        if not self.paused_since:
            return {}
        paused = clock.between(self._hour_calendar(), self.paused_since, now)
        vals = {"paused_since": False, "paused_hours": self.paused_hours + paused}
        if self.date_breached:
            return vals
        due = self._resumed_due(now, paused, clock)
        return {**vals, "due": due, "date_check": self._next_check(due, clock)}

    def _resumed_due(self, now, paused, clock):
        """When it is due after a pause: later by it; days run on meanwhile, and where they are
        over, it is due today."""
        if not self.days:
            return clock.add(self.calendar_id, self.due, paused)
        zone = self._document()._promise_zone()
        return max(self.due, clock.end_of_day(self.calendar_id, now, 0, zone))

    def _hour_calendar(self):
        """The working hours that its hours are counted in; days have none."""
        return self.calendar_id.browse() if self.days else self.calendar_id

    def _next_check(self, due, clock):
        """When the scheduler has something to do: warn first, unless it did."""
        if self.date_warned or not self.warn_hours:
            return due
        return clock.add(self._hour_calendar(), due, -self.warn_hours)

    # Giving them --------------------------------------------------------------------------

    @api.model
    def _create_missing(self, documents, missing, now, clock):
        """Create the promises that a rule asks for, all at once.

        :param missing: list of (document, step, start, met, waiting)
        """
        if not missing:
            return
        rules = self.env["after.sales.promise.rule"]._search_rules(documents.company_id)
        scopes = {document: document._promise_scope() for document, *_step in missing}
        vals_list = [
            {
                documents._promise_link: document.id,
                **self._prepare_promise_vals(document, rule, start, met, waiting, now, clock),
            }
            for document, step, start, met, waiting in missing
            if (rule := rules._first_match(step, scopes[document]))
        ]
        if vals_list:
            # The index allows one live promise: what ended in this transaction has to be written.
            self.flush_model(["state"])
        self.create(vals_list)

    @api.model
    def _prepare_promise_vals(self, document, rule, start, met, waiting, now, clock):
        due, hour_calendar = clock.add(rule.calendar_id, start, rule.hours), rule.calendar_id
        if rule.days:
            zone, hour_calendar = document._promise_zone(), rule.calendar_id.browse()
            due = clock.end_of_day(rule.calendar_id, start, rule.days, zone)
        vals = {
            "step": rule.step,
            "rule_id": rule.id,
            "calendar_id": rule.calendar_id.id,
            "hours": rule.days * 24 or rule.hours,
            "days": rule.days,
            "warn_hours": rule.warn_hours,
            "date_start": start,
            "due": due,
        }
        if met:
            met = max(met, start)
            return {
                **vals,
                "state": "met",
                "date_met": met,
                "date_breached": due if met > due else False,
                "hours_taken": clock.between(hour_calendar, start, met),
            }
        warn = clock.add(hour_calendar, due, -rule.warn_hours) if rule.warn_hours else due
        paused = {"state": "paused", "paused_since": now} if waiting else {}
        return {**vals, **paused, "date_check": warn}


class AfterSalesPromiseMixin(models.AbstractModel):
    _inherit = "after.sales.promise.mixin"

    def _sync_promises(self):
        """Have the promises say what the documents say; doing it twice changes nothing."""
        if self:
            self.env["after.sales.promise"].sudo()._sync(self.sudo())
