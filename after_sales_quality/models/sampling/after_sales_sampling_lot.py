from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.after_sales_inspection.models.defect.after_sales_defect import SEVERITIES
from odoo.addons.after_sales_returns.tools import refuse, refuse_computed

from .iso2859 import Sample

# From the least to the worst, as in the catalogue of defects.
RANKS = {severity: rank for rank, (severity, _label) in enumerate(SEVERITIES)}
INSPECTOR = "after_sales_inspection.group_inspector"
# What a person may write; all else follows the steps.
OPEN = {"sample_size", "note"}


class AfterSalesSamplingLot(models.Model):
    """What came of one product with a purchase receipt, of which a sample is looked at.

    How it comes with the receipt stands in ``after_sales_sampling_lot_receipt.py``, what is found
    in ``after_sales_sampling_lot_count.py``, how it is decided in
    ``after_sales_sampling_lot_state.py``, where the goods go in
    ``after_sales_sampling_lot_goods.py``.
    """

    _name = "after.sales.sampling.lot"
    _description = "Lot under Sampling"
    _inherit = ["after.sales.lead.mixin"]
    _order = "id desc"
    _rec_names_search = ["picking_id.name", "product_id.name", "partner_id.name"]
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    picking_id = fields.Many2one(
        "stock.picking",
        string="Receipt",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    warehouse_id = fields.Many2one("stock.warehouse", required=True, readonly=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Supplier", required=True, readonly=True, ondelete="restrict"
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="restrict", index=True
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    plan_id = fields.Many2one(
        "after.sales.sampling.plan", required=True, readonly=True, ondelete="restrict", index=True
    )
    switching_id = fields.Many2one(
        "after.sales.sampling.switching",
        string="Supplier's Product",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    inspection = fields.Selection(
        [("normal", "Normal"), ("tightened", "Tightened"), ("skipped", "Skipped")],
        required=True,
        readonly=True,
        default="normal",
        help="Tightened takes the next stricter AQL, a house rule; skipped was not looked at.",
    )
    move_ids = fields.One2many("stock.move", "after_sales_sampling_lot_id", string="Moves")
    lot_size = fields.Integer(readonly=True, help="How many units came with the receipt.")
    quantity = fields.Float(digits="Product Unit", readonly=True)
    code_letter = fields.Char(readonly=True)
    sample_size = fields.Integer(
        help="How many units are looked at. No critical one of them may be nonconforming."
    )
    sample_major = fields.Integer(string="Sample, Major", readonly=True)
    sample_minor = fields.Integer(string="Sample, Minor", readonly=True)
    accept_major = fields.Integer(string="Accepted, Major", readonly=True)
    accept_minor = fields.Integer(string="Accepted, Minor", readonly=True)
    counted = fields.Integer(readonly=True, help="How many units were looked at.")
    found_critical = fields.Integer(string="Critical", readonly=True)
    found_major = fields.Integer(string="Major", readonly=True)
    found_minor = fields.Integer(string="Minor", readonly=True)
    unit_ids = fields.One2many("after.sales.sampling.unit", "sampling_lot_id", string="Units")
    note = fields.Text()

    @api.depends("picking_id", "product_id")
    def _compute_display_name(self):
        for lot in self:
            lot.display_name = f"{lot.picking_id.name}: {lot.product_id.display_name}"

    # What it is accepted by -------------------------------------------------------------------

    def _samples(self):
        """:return: dict severity → :class:`Sample`, the worst first"""
        self.ensure_one()
        return {
            "critical": Sample(self.sample_size, 0),
            "major": Sample(self.sample_major, self.accept_major),
            "minor": Sample(self.sample_minor, self.accept_minor),
        }

    def _found(self):
        """:return: dict severity → how many nonconforming units count for it"""
        self.ensure_one()
        return {severity: self[f"found_{severity}"] for severity in RANKS}

    def _came(self):
        """:return: the serials or lots that came with the receipt"""
        return self.move_ids.move_line_ids.lot_id

    def _severity_labels(self):
        """:return: dict severity → its label"""
        severities = self.env["after.sales.defect"]._fields["severity"]
        return dict(severities._description_selection(self.env))

    # Who writes -------------------------------------------------------------------------------

    def _check_inspector(self):
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(INSPECTOR):
            raise AccessError(self.env._("Only inspectors count units: ask for that role."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            refuse(
                [self.env._("A lot under sampling comes with its receipt. Validate the receipt.")]
            )
        return super().create(vals_list)

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        refuse_computed(self, [vals])
        self._check_open_vals(vals)
        if "sample_size" in vals:
            self._check_sample_size(vals["sample_size"])
            size = vals["sample_size"]
            vals = {**vals, "sample_major": size, "sample_minor": size}
        return super().write(vals)

    def _check_open_vals(self, vals):
        fields_written = [self._fields[name] for name in vals if name not in OPEN]
        labels = [field.get_description(self.env, ["string"])["string"] for field in fields_written]
        if labels:
            raise UserError(
                self.env._(
                    "%(lot)s: “%(fields)s” follows the receipt and what was counted, and is not "
                    "written by hand. Count the units on the receiving page.",
                    lot=", ".join(self[:5].mapped("display_name"))
                    or self.env["ir.model"]._get(self._name).name,
                    fields=", ".join(sorted(labels)),
                )
            )

    def _check_sample_size(self, size):
        refuse([problem for lot in self for problem in lot._sample_size_problems(size)])

    def _sample_size_problems(self, size):
        """:return: list of at most one sentence: why the sample may not be of ``size``"""
        self.ensure_one()
        names = {"lot": self.display_name, "size": size, "count": self.lot_size}
        if self.state != "to_sample":
            return [self.env._("%(lot)s is decided: its sample stays as it was.", **names)]
        if size > self.lot_size:
            return [
                self.env._(
                    "%(lot)s: a sample of %(size)s units is larger than the lot, which has "
                    "%(count)s. Look at %(count)s units at most.",
                    **names,
                )
            ]
        if size <= max(self.counted, self.accept_major, self.accept_minor):
            return [
                self.env._(
                    "%(lot)s: %(counted)s units were looked at, and %(accept)s nonconforming ones "
                    "are accepted. Take a sample that is larger than both.",
                    counted=self.counted,
                    accept=max(self.accept_major, self.accept_minor),
                    **names,
                )
            ]
        if self.code_letter:
            return [
                self.env._(
                    "%(lot)s: the size of its sample is the standard's. Choose another AQL or "
                    "level on the plan, for the lots to come.",
                    **names,
                )
            ]
        return []

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        refuse(
            [
                self.env._(
                    "%(lot)s: what was found is evidence, and stays with its receipt.",
                    lot=lot.display_name,
                )
                for lot in self
            ]
        )
