from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import refuse

from .switching import ACCEPTED_TO_SKIP, Standing, after, lifted


class AfterSalesSamplingSwitching(models.Model):
    """Where a supplier's product stands: how closely its next lot is looked at, whether it may be
    bought at all, and the lots that led to it.

    Every outcome writes the row: of two receipts at once one is tried again and sees the other.
    """

    _name = "after.sales.sampling.switching"
    _description = "Sampling of a Supplier's Product"
    _inherit = ["after.sales.lead.mixin"]
    _order = "id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Supplier", required=True, readonly=True, ondelete="restrict"
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade", index=True
    )
    inspection = fields.Selection(
        [("normal", "Normal"), ("tightened", "Tightened"), ("stopped", "No more buying")],
        required=True,
        readonly=True,
        default="normal",
        tracking=True,
        index=True,
    )
    trail = fields.Char(
        string="Last Outcomes",
        readonly=True,
        help="Under normal inspection, the newest last: A accepted, R refused. Two R of five "
        "tighten.",
    )
    accepted_in_row = fields.Integer(
        readonly=True,
        help="Five bring tightened inspection back to normal, after ten a quality lead may have "
        "lots skipped.",
    )
    refused_tightened = fields.Integer(
        string="Refused While Tightened", readonly=True, help="Five stop the buying."
    )
    is_skip_lot = fields.Boolean(string="Skip-Lot", readonly=True, tracking=True)
    skipped_in_row = fields.Integer(readonly=True)
    lot_ids = fields.One2many("after.sales.sampling.lot", "switching_id", string="Lots")

    _one_each = models.UniqueIndex("(company_id, partner_id, product_id)")
    _stopped = models.Index("(partner_id, product_id) WHERE inspection = 'stopped'")

    @api.depends("partner_id", "product_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.partner_id.name}: {row.product_id.display_name}"

    # Which rows -------------------------------------------------------------------------------

    @api.model
    def _of(self, goods, company):
        """The rows of goods, made where they are missing.

        Of two receipts at once that are the first of a product, the database has one tried again.

        :param goods: set of (product, supplier)
        :return: dict (product, supplier) → row
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO after_sales_sampling_switching
                          (company_id, partner_id, product_id, inspection, accepted_in_row,
                           refused_tightened, skipped_in_row, create_uid, write_uid, create_date,
                           write_date)
                   SELECT %(company)s, one.partner_id, one.product_id, 'normal', 0, 0, 0, %(user)s,
                          %(user)s, %(now)s, %(now)s
                     FROM unnest(%(partners)s, %(products)s) AS one (partner_id, product_id)
                       ON CONFLICT DO NOTHING""",
                company=company.id,
                user=self.env.uid,
                now=fields.Datetime.now(),
                partners=[partner.id for _product, partner in goods],
                products=[product.id for product, _partner in goods],
            )
        )
        rows = self.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", [partner.id for _product, partner in goods]),
                ("product_id", "in", [product.id for product, _partner in goods]),
            ]
        )
        return {(row.product_id, row.partner_id): row for row in rows}

    # What follows -----------------------------------------------------------------------------

    def _takes_sample(self, plan):
        """Whether the next lot is looked at; of a proven supplier one in so many is."""
        self.ensure_one()
        skipped = self.is_skip_lot and self.skipped_in_row + 1 < plan.skip_frequency
        if self.is_skip_lot:
            self.skipped_in_row = self.skipped_in_row + 1 if skipped else 0
        return not skipped

    def _record_outcome(self, accepted):
        """Another lot was decided."""
        self.ensure_one()
        self._write_standing(after(self._standing(), accepted))
        if not accepted and self.is_skip_lot:
            self.is_skip_lot = False

    def _standing(self):
        self.ensure_one()
        return Standing(
            self.inspection, self.trail or "", self.accepted_in_row, self.refused_tightened
        )

    def _write_standing(self, standing):
        was_stopped = self.inspection == "stopped"
        self.write(standing._asdict())
        if was_stopped and self.inspection != "stopped":
            self._stop_telling()
        elif self.inspection == "stopped" and not was_stopped:
            self._tell()

    def _headline(self):
        return self.env._("%(goods)s: bought no more", goods=self.display_name)

    def _sentence(self):
        return self.env._(
            "%(refused)s lots were refused under tightened inspection: orders of it are not "
            "confirmed any more. Agree with the supplier on what will be better, then lift it.",
            refused=self.refused_tightened,
        )

    def _is_tightened(self):
        self.ensure_one()
        return self.inspection != "normal"

    # Buttons ----------------------------------------------------------------------------------

    def action_lift(self):
        """Have it bought again, under tightened inspection."""
        self._check_decides()
        refuse(
            [
                self.env._(
                    "%(goods)s may be bought: there is nothing to lift.", goods=row.display_name
                )
                for row in self
                if row.inspection != "stopped"
            ]
        )
        for row in self.sudo():
            row._write_standing(lifted(row._standing()))
        return True

    def action_skip(self):
        """Have lots of a proven supplier skipped."""
        self._check_decides()
        refuse(
            [
                self.env._(
                    "%(goods)s: %(accepted)s lots in a row were accepted under %(inspection)s "
                    "inspection. Lots are skipped after %(needed)s under normal inspection.",
                    goods=row.display_name,
                    accepted=row.accepted_in_row,
                    inspection=dict(self._fields["inspection"]._description_selection(self.env))[
                        row.inspection
                    ],
                    needed=ACCEPTED_TO_SKIP,
                )
                for row in self
                if row.inspection != "normal" or row.accepted_in_row < ACCEPTED_TO_SKIP
            ]
        )
        self.sudo().write({"is_skip_lot": True, "skipped_in_row": 0})
        return True

    def action_unskip(self):
        """Have every lot looked at again."""
        self._check_decides()
        self.sudo().is_skip_lot = False
        return True

    def _check_decides(self):
        self._check_lead(
            self.env._("Only a quality lead decides how a supplier is sampled: ask one.")
        )
