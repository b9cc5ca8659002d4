from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse, refuse_computed, without_defaults

GUARDED = {"date_received"}


class AfterSalesTransitBatchLine(models.Model):
    """One item of a transit batch."""

    _name = "after.sales.transit.batch.line"
    _description = "Item of a Transit Batch"
    _inherit = ["after.sales.import.mixin", "after.sales.checked.links.mixin"]
    _checked_links = ("repair_id",)
    _rec_name = "repair_id"
    _check_company_auto = True

    batch_id = fields.Many2one(
        "after.sales.transit.batch",
        string="Transit Batch",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="batch_id.company_id", store=True, precompute=True)
    state = fields.Selection(related="batch_id.state", string="Transit Batch State")
    repair_id = fields.Many2one("repair.order", required=True, check_company=True, index=True)
    partner_id = fields.Many2one(related="repair_id.partner_id")
    item_name = fields.Char(related="repair_id.item_name")
    item_serial = fields.Char(related="repair_id.item_serial")
    accessories = fields.Text(related="repair_id.accessories")
    stage = fields.Selection(related="repair_id.after_sales_stage")
    is_here = fields.Boolean(
        string="Arrived", copy=False, help="Ticked or scanned by who unpacks; “Receive” books it."
    )
    date_received = fields.Datetime(string="Received", readonly=True, copy=False)
    is_lost = fields.Boolean(string="Lost", readonly=True, copy=False)
    is_open = fields.Boolean(
        compute="_compute_is_open",
        store=True,
        precompute=True,
        help="Packed or on its way: an item is in one transit batch at a time.",
    )

    _one_open = models.UniqueIndex(
        "(repair_id) WHERE is_open",
        "An item can be in one transit batch at a time: somebody just packed it in another one.",
    )
    _once = models.UniqueIndex(
        "(batch_id, repair_id)", "This repair is already in the transit batch."
    )

    @api.depends("batch_id.state", "date_received", "is_lost")
    def _compute_is_open(self):
        for line in self:
            packed = line.batch_id.state in ("draft", "sent")
            line.is_open = packed and not line.date_received and not line.is_lost

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, GUARDED | {"is_lost"})
        self._check_guarded(vals_list)
        self._check_free([vals["repair_id"] for vals in vals_list if vals.get("repair_id")])
        lines = super().create(vals_list)
        lines.batch_id._check_packing()
        return lines

    def write(self, vals):
        self._check_guarded([vals])
        if {"repair_id", "batch_id"} & set(vals):
            self.batch_id._check_packing()
            if vals.get("repair_id"):
                self._check_free([vals["repair_id"]])
        result = super().write(vals)
        if "batch_id" in vals:
            self.batch_id._check_packing()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_while_packing(self):
        self.batch_id.filtered(lambda batch: batch.state != "cancelled")._check_packing()

    def _check_guarded(self, vals_list):
        refuse_computed(self, vals_list)
        if not self.env.su and any(GUARDED & set(vals) for vals in vals_list):
            refuse([self.env._("An item is received by the button of its transit batch.")])
        if not self.env.su and any("is_lost" in vals for vals in vals_list):
            refuse([self.env._("An item is lost by the button of its repair.")])

    def _check_free(self, repair_ids):
        """:raise UserError: if one of these repairs is in another transit batch"""
        others = self.sudo().search(
            [("repair_id", "in", repair_ids), ("is_open", "=", True), ("id", "not in", self.ids)]
        )
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) is already in transit batch %(batch)s. Receive or "
                    "cancel that one first, or take the item out of it.",
                    batch=line.batch_id.name,
                    **line.repair_id._names(),
                )
                for line in others
            ]
        )

    def _lose(self):
        """These items do not come; a transit batch that waits for nothing else is complete."""
        self.write({"is_lost": True})
        self.filtered(lambda line: line.state == "sent")._complete()

    def _complete(self):
        """Complete the transit batches of which no item is missing."""
        self.batch_id.filtered(
            lambda batch: all(line.date_received or line.is_lost for line in batch.line_ids)
        ).write({"state": "received", "date_received": fields.Datetime.now()})
