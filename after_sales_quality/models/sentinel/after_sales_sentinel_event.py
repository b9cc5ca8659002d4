from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from odoo.addons.after_sales_returns.changed import changed_vals

from .after_sales_sold_week import LATE_WEEKS, WEEK

BATCH = 500
# What a source may say anew of the same failure.
SAID = ("quantity", "product_id", "lot_id", "warehouse_id")


class AfterSalesSentinelEvent(models.Model):
    """Units of a product that failed with a defect, as a document says: one for each document and
    defect, however often it is said."""

    _name = "after.sales.sentinel.event"
    _description = "Failure"
    _order = "date desc, id desc"
    _rec_name = "defect_id"

    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="cascade")
    date = fields.Datetime(required=True, help="When it became known.")
    origin = fields.Selection(
        [("return", "Return"), ("repair", "Repair"), ("inspection", "Inspection")],
        required=True,
        index=True,
    )
    res_model = fields.Char(string="Source Model", required=True)
    res_id = fields.Many2oneReference(
        string="Source", model_field="res_model", required=True, aggregator=None
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Store", index="btree_not_null", ondelete="set null"
    )
    defect_id = fields.Many2one(
        "after.sales.defect", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one(
        "product.product", string="Variant", required=True, index=True, ondelete="cascade"
    )
    product_tmpl_id = fields.Many2one(
        related="product_id.product_tmpl_id", store=True, precompute=True, string="Style"
    )
    lot_id = fields.Many2one("stock.lot", index="btree_not_null", ondelete="set null")
    production_year = fields.Integer(
        compute="_compute_production_year", store=True, precompute=True, aggregator=None
    )
    quantity = fields.Float(
        string="Units", required=True, digits="Product Unit", help="Zero: it was taken back."
    )
    date_counted = fields.Datetime(readonly=True)

    _unique = models.UniqueIndex(
        "(res_model, res_id, defect_id)", "A document says once how many had a defect."
    )
    _quantity_positive = models.Constraint(
        "CHECK(quantity >= 0)", "The number of units that failed cannot be negative."
    )
    _style_idx = models.Index("(product_tmpl_id, defect_id, date)")
    _uncounted_idx = models.Index("(date, id) WHERE date_counted IS NULL")

    @api.depends("lot_id")
    def _compute_production_year(self):
        """Of the lot, as it was known when the lot was said: what is counted stays as it is."""
        for event in self:
            event.production_year = event.lot_id.after_sales_production_year

    # Recording --------------------------------------------------------------------------------

    @api.model
    def _record_events(self, vals_list):
        """Record what failed, to be counted by the job. Anybody's work records: it needs no
        rights of its own, waits for nobody, and may be said as often as one likes.

        :param vals_list: list of dict with ``origin``, ``res_model`` and ``res_id`` of the
            document, ``defect_id``, ``product_id``, ``quantity`` in the unit of the product (zero
            takes it back), ``company_id``; optional ``date`` (now), ``warehouse_id``, ``lot_id``
        :return: the events
        """
        events = self.sudo()
        if not vals_list:
            return events.browse()
        known = events._known(vals_list)
        new, said = [], {}
        for vals in vals_list:
            event = known.get(_source(vals))
            if event:
                said[event] = vals
            elif vals["quantity"]:
                new.append({"date": fields.Datetime.now(), **vals})
        found = events.concat(*said)
        found._say_anew(said)
        created = events._create_once(new)
        if created or found.filtered(lambda event: not event.date_counted):
            self.env.ref("after_sales_quality.ir_cron_count_failures")._trigger()
        return found + created

    @api.model
    def _create_once(self, vals_list):
        """Where somebody else says the same at this moment, Odoo tries again, and finds it said."""
        if not vals_list:
            return self.browse()
        try:
            with self.env.cr.savepoint():
                events = self.create(vals_list)
                events.flush_recordset()
                return events
        except UniqueViolation as error:
            raise ConcurrencyError(str(error)) from error

    @api.model
    def _record_events_of(self, documents, vals_list):
        """What documents say by now is all that they say: what they said before, and do not say
        any more, is taken back.

        :param documents: all of one model
        :param vals_list: as for ``_record_events``, of these documents
        """
        said = {_source(vals) for vals in vals_list}
        before = self.sudo().search(
            [
                ("res_model", "=", documents._name),
                ("res_id", "in", documents.ids),
                ("quantity", ">", 0),
            ]
        )
        gone = [event._back_vals() for event in before if event._key() not in said]
        self._record_events([*vals_list, *gone])

    def _key(self):
        return self.res_model, self.res_id, self.defect_id.id

    def _back_vals(self):
        self.ensure_one()
        return {
            "res_model": self.res_model,
            "res_id": self.res_id,
            "defect_id": self.defect_id.id,
            "quantity": 0.0,
        }

    @api.model
    def _known(self, vals_list):
        """:return: dict (model, id, id of a defect) → event, of those that are recorded already"""
        ids_of = {}
        for vals in vals_list:
            ids_of.setdefault(vals["res_model"], []).append(vals["res_id"])
        found = self.browse()
        for model, ids in ids_of.items():
            found += self.search([("res_model", "=", model), ("res_id", "in", ids)])
        return {event._key(): event for event in found}

    def _say_anew(self, said):
        """What counted already is counted anew where it changed.

        :param said: dict event → what is said of it
        """
        changes = {}
        for event in self:
            vals = {name: said[event][name] for name in SAID if name in said[event]}
            if changed := changed_vals(event, vals):
                changes[event] = changed
        counted = self.filtered(lambda event: event in changes and event.date_counted)
        for events in counted.grouped("company_id").values():
            rows_of = self.env["after.sales.sentinel"]._of_events(events)
            self.env["after.sales.sentinel"].union(*rows_of.values()).recount = True
        for event, changed in changes.items():
            event.write({**changed, "date_counted": False})

    # Two defects that mean the same ---------------------------------------------------------------

    @api.model
    def _merge_defects(self, defects, target):
        """Have failures with ``defects`` be failures with ``target``, to be counted anew."""
        moving = self.search([("defect_id", "in", defects.ids)])
        kept = self.browse()
        for model, own in moving.grouped("res_model").items():
            said = self.search(
                [
                    ("res_model", "=", model),
                    ("res_id", "in", own.mapped("res_id")),
                    ("defect_id", "in", (defects | target).ids),
                ],
                order="id",
            )
            for events in said.grouped("res_id").values():
                events[0]._absorb(events[1:])
                kept += events[0]
        if kept:
            kept.write({"defect_id": target.id, "date_counted": False})
            self.env.ref("after_sales_quality.ir_cron_count_failures")._trigger()

    def _absorb(self, others):
        """Say what ``others`` of the same document say, too: a unit that had both had one."""
        if not others:
            return
        events = self + others
        vals = {"quantity": max(events.mapped("quantity")), "date": min(events.mapped("date"))}
        others.unlink()
        self.write(vals)

    # Counting ---------------------------------------------------------------------------------

    @api.model
    def _cron_count(self, limit=5000):
        """Count what was recorded, the oldest first. Companies whose sales are not counted yet,
        or not up to now, wait: against nothing sold everything is too much."""
        lately = fields.Date.today() - LATE_WEEKS * WEEK
        ready = self.env["res.company"].search([("after_sales_sold_until", ">=", lately)])
        domain = [("date_counted", "=", False), ("company_id", "in", ready.ids)]
        pending = self.search(domain, order="date, id", limit=limit)
        IrCron = self.env["ir.cron"]
        IrCron._commit_progress(remaining=self.search_count(domain))
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            batch.invalidate_recordset()
            batch.try_lock_for_update().filtered_domain(domain)._count()
            if not IrCron._commit_progress(len(batch)):
                break

    def _count(self):
        """Count these, whatever is counted already."""
        for events in self.grouped("company_id").values():
            self.env["after.sales.sentinel"]._count_events(events)
        self.date_counted = fields.Datetime.now()

    # Buttons ----------------------------------------------------------------------------------

    def action_open_source(self):
        """:return: action that opens the document that says it"""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()


def _source(vals):
    return vals["res_model"], vals["res_id"], vals["defect_id"]
