from odoo import fields, models
from odoo.tools import SQL

# Which goods came to which store when.
EVALUATED_BY = {"product_id", "lot_id", "after_sales_store_id"}
GUARDED = {"after_sales_delivered_date", "store_responsible", "store_responsible_reason"}


class RepairOrder(models.Model):
    """A defect that a store finds in its stock: reported in time it is not the store's."""

    _inherit = "repair.order"
    _guarded = GUARDED

    after_sales_delivered_date = fields.Datetime(
        string="Delivered to the Store",
        readonly=True,
        copy=False,
        help="The last delivery of this product, or serial, from another warehouse.",
    )
    store_responsible = fields.Boolean(
        string="Store Is Responsible",
        readonly=True,
        copy=False,
        tracking=True,
        help="The store reported the defect later than the company's settings allow.",
    )
    store_responsible_reason = fields.Char(readonly=True, copy=False)

    _store_responsible_idx = models.Index("(after_sales_store_id) WHERE store_responsible")

    def write(self, vals):
        """What was misread at the store is evaluated anew."""
        result = super().write(vals)
        if not EVALUATED_BY.isdisjoint(vals):
            self.filtered(
                lambda repair: repair.after_sales_origin == "store" and repair.date_intake
            ).sudo()._evaluate_report()
        return result

    def _on_intake(self):
        super()._on_intake()
        defects = self.filtered(lambda repair: repair.after_sales_origin == "store")
        defects.sudo()._evaluate_report()

    def _evaluate_report(self):
        """Write when the items were delivered, and whether the store reported too late."""
        delivered = self._store_deliveries()
        for repair in self:
            repair.write(repair._prepare_report_vals(delivered.get(repair.id)))

    def _store_deliveries(self):
        """-> dict repair id → when another warehouse last delivered its product, or serial, to
        the store; one query for all"""
        if not self:
            return {}
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT repair.id, max(line.date)
                  FROM repair_order repair
                  JOIN stock_move_line line
                    ON line.product_id = repair.product_id
                   AND line.state = 'done'
                   AND (repair.lot_id IS NULL OR line.lot_id = repair.lot_id)
                   AND line.date <= repair.date_intake
                  JOIN stock_location source ON source.id = line.location_id
                  JOIN stock_location target ON target.id = line.location_dest_id
                 WHERE repair.id IN %s
                   AND target.warehouse_id = repair.after_sales_store_id
                   AND target.usage = 'internal'
                   AND (source.usage = 'transit'
                        OR source.warehouse_id <> repair.after_sales_store_id)
              GROUP BY repair.id
                """,
                tuple(self.ids),
            )
        )
        return dict(self.env.cr.fetchall())

    def _prepare_report_vals(self, delivered):
        """:param delivered: when the item came to the store, UTC; None if that is not known"""
        self.ensure_one()
        if not delivered:
            return {
                "after_sales_delivered_date": False,
                "store_responsible": False,
                "store_responsible_reason": self.env._(
                    "No delivery of it from another warehouse is known."
                ),
            }
        allowed = self.company_id.after_sales_defect_report_days
        came, reported = (
            self.company_id._after_sales_day_of(delivered),
            self._local_day(self.date_intake),
        )
        days = (reported - came).days
        words = {"store": self.after_sales_store_id.name, "date": came.isoformat(), "days": days}
        late = days > allowed
        if late:
            reason = self.env._(
                "%(store)s got it on %(date)s and reported the defect after %(days)s days; "
                "%(allowed)s are allowed.",
                allowed=allowed,
                **words,
            )
        else:
            reason = self.env._(
                "%(store)s got it on %(date)s and reported the defect in time, after %(days)s "
                "days.",
                **words,
            )
        return {
            "after_sales_delivered_date": delivered,
            "store_responsible": late,
            "store_responsible_reason": reason,
        }
