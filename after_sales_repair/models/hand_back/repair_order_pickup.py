from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

MAX_REMINDERS = 3
WAITING = Domain("after_sales_stage", "=", "to_hand_back") & Domain(
    "date_pickup_ready", "!=", False
)


class RepairOrder(models.Model):
    """Telling the customer that the item can be fetched, and what follows if nobody comes."""

    _inherit = "repair.order"
    _guarded = {
        "mail_undelivered",
        "date_pickup_ready",
        "pickup_reminder_count",
        "date_unclaimed",
    }

    date_pickup_ready = fields.Datetime(
        string="Can Be Fetched Since",
        readonly=True,
        copy=False,
        help="The item is finished and lies at the store; the customer was told.",
    )
    pickup_reminder_count = fields.Integer(string="Reminders Sent", readonly=True, copy=False)
    date_unclaimed = fields.Datetime(
        string="Unclaimed Since",
        readonly=True,
        copy=False,
        help="Not fetched within the time that the company gives.",
    )

    _after_sales_pickup_idx = models.Index(
        "(company_id, date_pickup_ready) WHERE after_sales_stage = 'to_hand_back'"
    )

    # Telling ------------------------------------------------------------------------------------

    def _on_intake(self):
        super()._on_intake()
        self._mail("intake")

    def _on_ready(self):
        super()._on_ready()
        self._announce_pickup()
        self.filtered(
            lambda repair: repair.hand_back_by == "ship" and repair.outcome != "repaired"
        )._mail("unrepaired")

    def _on_item_moved(self, location):
        """What was repaired elsewhere can be fetched once it is back at its store."""
        super()._on_item_moved(location)
        self._announce_pickup()

    def _on_handed_back(self):
        super()._on_handed_back()
        self.filtered(lambda repair: repair.hand_back_by == "ship")._mail("shipped")

    def _on_draft(self):
        """Nobody has to fetch it any more; what waiting has cost is charged by then."""
        super()._on_draft()
        self.sudo()._charge_storage()
        self.sudo().write(
            {"date_pickup_ready": False, "pickup_reminder_count": 0, "date_unclaimed": False}
        )
        self.env["after.sales.mail"]._cancel_for(self)

    def _announce_pickup(self):
        """Tell the customers whose items lie ready at their store, once."""
        here = self.filtered(
            lambda repair: (
                repair.date_ready
                and not repair.date_handed_back
                and not repair.date_pickup_ready
                and repair.hand_back_by == "pickup"
                and not repair._place_problems()
            )
        )
        if not here:
            return
        here.date_pickup_ready = fields.Datetime.now()
        repaired = here.filtered(lambda repair: repair.outcome == "repaired")
        repaired._mail("ready")
        (here - repaired)._mail("unrepaired")

    def _is_mail_due(self, step):
        """Nobody fetches what was handed back, is sent, or is repaired after all, and nothing is
        quoted that was answered, withdrawn or given up. What was given up still has to be
        fetched."""
        facts = {
            "ready": self.date_pickup_ready,
            "unrepaired": self.date_ready,
            "reminder": self.date_pickup_ready,
            "disposal": self.date_disposal,
        }
        if step in facts:
            return bool(facts[step]) and not self.date_handed_back
        if step == "quotation":
            return self.state != "cancel" and self.quote_state == "sent"
        return step == "shipped" or self.state != "cancel"

    def _on_cancel(self):
        super()._on_cancel()
        self.env["after.sales.mail"]._cancel_for(self)

    def _mail(self, step):
        """Owe the customers the mail of ``step``; goods of our own have no customer to tell."""
        customers = self.filtered(lambda repair: not repair._is_ours())
        self.env["after.sales.mail"]._queue(customers, step)

    # Waiting ------------------------------------------------------------------------------------

    @api.model
    def _cron_unclaimed(self, limit=200):
        """Remind customers of what they have not fetched, then list it as unclaimed."""
        for (company,) in self._read_group(WAITING, ["company_id"]):
            repairs = self.with_company(company)
            for domain, step in (
                (repairs._reminder_domain(company), "_remind_customer"),
                (repairs._unclaimed_domain(company), "_flag_unclaimed"),
            ):
                if not repairs._run_by_one(domain, step, limit):
                    return

    @api.model
    def _run_by_one(self, domain, step, limit):
        """Call the method ``step`` on each record of ``domain``, with a commit after each.

        :return: whether time is left
        """
        IrCron = self.env["ir.cron"]
        repairs = self.search(domain, limit=limit)
        if not repairs:
            return True
        IrCron._commit_progress(remaining=self.search_count(domain))
        for repair in repairs:
            repair = repair.try_lock_for_update().filtered_domain(domain)
            if not repair:
                continue
            getattr(repair, step)()
            if not IrCron._commit_progress(1):
                return False
        return True

    @api.model
    def _waiting_domain(self, company):
        return Domain("company_id", "=", company.id) & WAITING

    @api.model
    def _reminder_domain(self, company):
        """Items whose next reminder is due: each counts from the day of the first mail."""
        days, now = company.after_sales_pickup_reminder_days, fields.Datetime.now()
        if days <= 0:
            return Domain.FALSE
        return self._waiting_domain(company) & Domain.OR(
            Domain("pickup_reminder_count", "=", count)
            & Domain("date_pickup_ready", "<=", now - timedelta(days=(count + 1) * days))
            for count in range(MAX_REMINDERS)
        )

    @api.model
    def _unclaimed_domain(self, company):
        days = company.after_sales_unclaimed_days
        if days <= 0:
            return Domain.FALSE
        since = fields.Datetime.now() - timedelta(days=days)
        return (
            self._waiting_domain(company)
            & Domain("date_pickup_ready", "<=", since)
            & Domain("date_unclaimed", "=", False)
        )

    def _remind_customer(self):
        """One mail, also if more than one reminder was missed."""
        self.ensure_one()
        days = self.company_id.after_sales_pickup_reminder_days
        passed = (fields.Datetime.now() - self.date_pickup_ready).days // days
        self.pickup_reminder_count = min(MAX_REMINDERS, passed)
        self._mail("reminder")

    def _flag_unclaimed(self):
        self.ensure_one()
        self.date_unclaimed = fields.Datetime.now()
        self._remind(self.env._("Not fetched: decide what becomes of the item"))
