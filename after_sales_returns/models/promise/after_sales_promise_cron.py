import logging

import psycopg2

from odoo import api, fields, models

_logger = logging.getLogger(__name__)
BATCH = 50


class AfterSalesPromise(models.Model):
    """What the scheduler does for promises: warn the responsible before one is due, and tell
    the leader of the team once it is broken."""

    _inherit = "after.sales.promise"

    @api.model
    def _cron_follow_up(self, limit=1000):
        """Handle what is to be warned of or broken by now, the oldest first. Each batch is
        committed, so that a stopped run goes on where it was; a second run at the same time
        takes other batches."""
        IrCron = self.env["ir.cron"]
        domain = [("state", "=", "open"), ("date_check", "<=", fields.Datetime.now())]
        pending = self.search(domain, order="date_check, id", limit=limit)
        IrCron._commit_progress(remaining=self.search_count(domain))
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            batch.invalidate_recordset()
            batch.try_lock_for_update().filtered_domain(domain)._follow_up()
            if not IrCron._commit_progress(len(batch)):
                break

    def _follow_up(self):
        """Handle a batch; where it fails, each alone, so that one stops no other."""
        if self._try_follow_up():
            return
        for promise in self:
            if not promise._try_follow_up():
                # Nobody can be told of it. Whether it was kept is known without the scheduler.
                promise.date_check = False

    def _try_follow_up(self):
        """:return: whether it could be done; nothing is done if not"""
        try:
            with self.env.cr.savepoint():
                self._do_follow_up(fields.Datetime.now())
                self.flush_recordset()
        except psycopg2.OperationalError:
            raise  # a collision with another transaction passes: it is tried again
        except Exception:
            self.env.invalidate_all()
            _logger.exception("Promises %s were not followed up", self.ids)
            return False
        return True

    def _do_follow_up(self, now):
        broken = self.filtered(lambda promise: promise.due <= now)
        for promise in broken:
            promise.write({"state": "breached", "date_breached": promise.due, "date_check": False})
        escalated = broken._tell("_escalation_user", "_escalation_words", "escalation_activity_id")
        escalated.date_escalated = now
        coming = self - broken
        for promise in coming:
            promise.date_check = promise.due
        coming._tell("_warning_user", "_warning_words", "warn_activity_id").date_warned = now

    def _tell(self, user_of, words_of, field):
        """Leave an activity on each document, once.

        :param user_of: name of the method that says whom
        :param words_of: name of the method that says what: (summary, note)
        :param field: where the activity is kept, to be taken away when the promise is met
        :return: the promises of which someone was told
        """
        users = {own: getattr(own, user_of)() for own in self if not own[field]}
        told = self.filtered(users.get)
        vals_list = [own._prepare_activity_vals(users[own], words_of) for own in told]
        activities = self.env["mail.activity"].create(vals_list)
        for promise, activity in zip(told, activities, strict=True):
            promise[field] = activity
        return told

    def _prepare_activity_vals(self, user, words_of):
        document = self._document()
        words = getattr(self.with_context(lang=user.lang, tz=user.tz), words_of)
        summary, note = words()
        return {
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            "res_model_id": self.env["ir.model"]._get_id(document._name),
            "res_id": document.id,
            "user_id": user.id,
            "summary": summary,
            "note": note,
            "date_deadline": fields.Datetime.context_timestamp(
                self.with_context(tz=user.tz), self.due
            ).date(),
        }

    # Whom ---------------------------------------------------------------------------------

    def _warning_user(self):
        """The responsible, else the leader of the team, else a manager in their place."""
        return self._first_reader(self.user_id, self.team_id.user_id)

    def _escalation_user(self):
        return self._first_reader(self.team_id.user_id, self.user_id)

    def _first_reader(self, *users):
        """Nobody, where nobody was ever to answer for it."""
        return self._document()._addressee(*users) if any(users) else self.env["res.users"]

    # What ---------------------------------------------------------------------------------

    def _warning_words(self):
        names = self._activity_names()
        return (
            self.env._("%(step)s is due soon", **names),
            self.env._(
                "%(document)s: “%(step)s” is promised until %(due)s. Do it by then, or note that "
                "the customer is awaited.",
                **names,
            ),
        )

    def _escalation_words(self):
        names = self._activity_names()
        return (
            self.env._("%(step)s is late", **names),
            self.env._(
                "%(document)s: “%(step)s” was promised until %(due)s and is not done. Responsible: "
                "%(user)s. Help, or give it to someone who has the time.",
                **names,
            ),
        )

    def _activity_names(self):
        due = fields.Datetime.context_timestamp(self, self.due)
        return {
            "document": self.document_name,
            "step": dict(self._selection_step())[self.step],
            "due": due.strftime("%Y-%m-%d %H:%M"),
            "user": self.user_id.name or self.env._("nobody"),
        }
