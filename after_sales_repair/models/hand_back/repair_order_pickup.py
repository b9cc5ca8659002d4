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

    def _on_item_moved(self, location):
        """What was repaired elsewhere can be fetched once it is back at its store."""
        super()._on_item_moved(location)
        self._announce_pickup()

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

    def _place_problems(self):
        """Who fetches an item at a store must find it there."""
        self.ensure_one()
        shipped = self.hand_back_by != "pickup" and not self._is_ours()
        if shipped or not self._is_away():
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s) is at %(place)s, not at %(store)s. Bring it back to the "
                "store first.",
                place=self.goods_location_id.display_name,
                store=self.after_sales_store_id.name,
                **self._names(),
            )
        ]

    def _is_away(self):
        """Whether the item lies on the repair shelf of another warehouse. Asked of the database
        only for what is not on the store's own shelf."""
        self.ensure_one()
        place = self.goods_location_id
        if not place or place == self.after_sales_store_id.after_sales_repair_location_id:
            return False
        shelves = (
            self.env["stock.warehouse"]
            .sudo()
            .search([("after_sales_repair_location_id", "=", place.id)], limit=1)
        )
        return bool(shelves - self.after_sales_store_id)

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
