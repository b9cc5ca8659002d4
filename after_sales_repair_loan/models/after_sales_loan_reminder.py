import logging

import psycopg2

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.after_sales_returns.tools import refuse

_logger = logging.getLogger(__name__)

REMIND_EVERY_DAYS = 3
TODO = "mail.mail_activity_data_todo"


class AfterSalesLoan(models.Model):
    """Reminding the customer, and who lent it, of a device that should be back."""

    _inherit = "after.sales.loan"

    date_reminded = fields.Date(
        string="Last Reminder", readonly=True, copy=False, help="Of the device being overdue."
    )

    @api.model
    def _cron_remind(self, limit=100):
        """Remind of overdue loans, each every third day; those that fail wait for the next."""
        IrCron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        domain = self._overdue_domain() & (
            Domain("date_reminded", "=", False)
            | Domain("date_reminded", "<=", fields.Date.subtract(today, days=REMIND_EVERY_DAYS))
        )
        overdue = self.search(domain, limit=limit, order="date_due, id")
        IrCron._commit_progress(remaining=self.search_count(domain))
        for loan in overdue:
            loan = loan.try_lock_for_update().filtered_domain(domain)
            if not loan:
                continue
            loan.date_reminded = today
            loan._remind()
            if not IrCron._commit_progress(1):
                break

    def _remind(self):
        """Write to the customer, and have the responsible ask after the device."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.env["after.sales.mail"]._queue(self, "overdue")
                self._schedule_asking()
        except psycopg2.OperationalError:
            raise  # a collision with another transaction passes: it is tried again
        except Exception:
            _logger.exception("No reminder of loan %s was sent", self.name)

    def _is_mail_due(self, step):
        return self.state == "lent"

    def _addressee_team(self):
        return self.repair_id._promise_team() if self.repair_id else super()._addressee_team()

    @api.model
    def _addressee_group(self):
        return "after_sales_repair.group_repair_lead"

    def _on_new_day(self):
        """A later day was agreed: nothing is overdue, and nobody asks."""
        refuse(
            [
                self.env._(
                    "%(loan)s (%(device)s) would be due on %(date)s, which has passed. Agree on a "
                    "later day.",
                    date=loan.date_due,
                    **loan._names(),
                )
                for loan in self
                if loan.is_overdue and not self.env.su
            ]
        )
        later = self.filtered(lambda loan: not loan.is_overdue)
        later.sudo().date_reminded = False
        later.activity_unlink([TODO])

    def _schedule_asking(self):
        """One activity at a time, for who lent the device."""
        if not self.activity_search([TODO]):
            self.activity_schedule(
                TODO,
                summary=self.env._("Overdue: %(device)s", **self._names()),
                user_id=self._addressee(self.user_id).id,
            )
