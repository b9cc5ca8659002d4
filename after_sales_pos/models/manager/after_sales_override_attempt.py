from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

ATTEMPTS = 5
LOCK = timedelta(minutes=15)
KEPT = timedelta(days=30)


class AfterSalesOverrideAttempt(models.Model):
    """A try to give a manager's override at a till that failed, or whose password is being
    checked right now.

    Each is written in a transaction of its own before the password is looked at, and taken
    away when it was right: what fails afterwards rolls nothing back, and tries that are sent at
    once, to whatever worker process, see each other.
    """

    _name = "after.sales.override.attempt"
    _description = "Failed Manager's Override at the Till"
    _order = "id desc"
    _rec_name = "config_id"

    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="config_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Login",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Who was logged in at the till.",
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    _till_idx = models.Index("(config_id, id DESC)")

    @api.model
    def _begin(self, till, user):
        """Write down that somebody tries; :return: id, or False while the till is locked"""
        with self.env.registry.cursor() as cr:
            attempt = self._of(cr).create({"config_id": till.id, "user_id": user.id}).id
        # Another transaction: it sees what others began before this one was committed.
        with self.env.registry.cursor() as cr:
            if not self._of(cr)._is_locked(till.id, attempt):
                return attempt
            self._of(cr).browse(attempt).unlink()
        return False

    @api.model
    def _succeed(self, attempt):
        """:param attempt: id of ``_begin``"""
        with self.env.registry.cursor() as cr:
            self._of(cr).browse(attempt).unlink()

    @api.model
    def _of(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})[self._name]

    @api.model
    def _is_locked(self, till_id, attempt):
        """Whether the five tries before this one came within 15 minutes, and the last of them
        is not 15 minutes old."""
        last = self.search(
            [("config_id", "=", till_id), ("id", "!=", attempt)], limit=ATTEMPTS
        ).mapped("date")
        return (
            len(last) == ATTEMPTS
            and last[0] > fields.Datetime.now() - LOCK
            and last[-1] > last[0] - LOCK
        )

    @api.autovacuum
    def _gc_old(self):
        self.search([("date", "<", fields.Datetime.now() - KEPT)]).unlink()
