from odoo import api, fields, models

from .after_sales_return_line import INSPECTORS


class AfterSalesDisposition(models.Model):
    """What sorting finds wrong with goods: more exact than what their line says."""

    _inherit = "after.sales.disposition"

    defect_id = fields.Many2one(
        "after.sales.defect",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=INSPECTORS,
        help="What was found. Empty: as the line says.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        if any(vals.get("defect_id") for vals in vals_list):
            parts.line_id._record_failures()
        return parts

    def write(self, vals):
        result = super().write(vals)
        if "defect_id" in vals:
            self.line_id._record_failures()
        elif vals.keys() & {"quantity", "lot_id"}:
            self.sudo().filtered("defect_id").line_id._record_failures()
        return result

    def unlink(self):
        lines = self.sudo().filtered("defect_id").line_id
        result = super().unlink()
        lines._record_failures()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self.sudo().filtered("defect_id").line_id._record_failures()
        return result
