from odoo import api, fields, models


class AfterSalesTransitBatch(models.Model):
    """The transit batches that a store may send in a week; the freight of more is the store's."""

    _inherit = "after.sales.transit.batch"

    week_sent = fields.Char(
        string="Week", readonly=True, copy=False, help="ISO week of the dispatch, e.g. 2026-W48."
    )
    is_extra = fields.Boolean(
        string="Beyond the Limit",
        readonly=True,
        copy=False,
        tracking=True,
        help="The store had used its transit batches of the week: it pays the freight.",
    )
    freight_amount = fields.Monetary(
        string="Freight",
        compute="_compute_freight_amount",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="What sending this transit batch costs.",
    )
    limit_warning = fields.Char(compute="_compute_limit_warning")

    _week_idx = models.Index("(store_id, week_sent) WHERE direction = 'to_workshop'")

    @api.depends("company_id")
    def _compute_freight_amount(self):
        for batch in self:
            batch.freight_amount = batch.company_id.after_sales_freight_amount

    @api.depends("state", "store_id", "direction", "freight_amount")
    def _compute_limit_warning(self):
        """A sentence while one packs, where sending now costs the store the freight."""
        packing = self.filtered(
            lambda batch: (
                batch.state == "draft"
                and batch.direction == "to_workshop"
                and batch.store_id.after_sales_transit_batches_per_week
            )
        )
        (self - packing).limit_warning = False
        used = packing._used_in_week()
        for batch in packing:
            store = batch.store_id
            allowed = store.after_sales_transit_batches_per_week
            full = used.get((store, batch._week_of(fields.Datetime.now())), 0) >= allowed
            batch.limit_warning = full and self.env._(
                "%(store)s has sent its %(allowed)s transit batches of this week. The freight of "
                "another one, %(amount)s, is charged to the store.",
                store=store.name,
                allowed=allowed,
                amount=batch.currency_id.format(batch.freight_amount),
            )

    def _week_of(self, moment):
        """ISO week of a moment where the company is. -> e.g. ``2026-W48``"""
        self.ensure_one()
        year, week, _day = self.company_id._after_sales_day_of(moment).isocalendar()
        return f"{year}-W{week:02}"

    def _used_in_week(self):
        """-> dict (store, ISO week) → transit batches that it has sent to a workshop, this week"""
        weeks = {batch._week_of(fields.Datetime.now()) for batch in self}
        return {
            (store, week): count
            for store, week, count in self.sudo()._read_group(
                [
                    ("store_id", "in", self.store_id.ids),
                    ("week_sent", "in", list(weeks)),
                    ("direction", "=", "to_workshop"),
                ],
                ["store_id", "week_sent"],
                ["__count"],
            )
        }

    def _count_in_week(self):
        """Give each its week, and mark those beyond their store's limit.

        The store's row is written: of two people who send at once the second fails to
        serialize, is repeated by Odoo, and counts the first one's transit batch.
        """
        counted = self.filtered(lambda batch: batch.direction == "to_workshop")
        for store, own in counted.grouped("store_id").items():
            store.after_sales_transit_batch_count += len(own)
        counted.store_id.flush_recordset(["after_sales_transit_batch_count"])
        used = counted._used_in_week()
        for batch in self:
            week = batch._week_of(batch.date_sent)
            key = (batch.store_id, week)
            extra = False
            if batch in counted:
                used[key] = used.get(key, 0) + 1
                allowed = batch.store_id.after_sales_transit_batches_per_week
                extra = bool(allowed) and used[key] > allowed
            batch.write({"week_sent": week, "is_extra": extra})
