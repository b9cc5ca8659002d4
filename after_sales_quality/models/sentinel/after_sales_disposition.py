from odoo import api, fields, models

from .after_sales_return_line import INSPECTORS


class AfterSalesDisposition(models.Model):
    """What sorting finds wrong with goods, and which lot it is: more exact than what their line
    says."""

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
        parts._lines_with_defect()._record_failures()
        return parts

    def write(self, vals):
        result = super().write(vals)
        if "defect_id" in vals:
            self.line_id._record_failures()
        elif vals.keys() & {"quantity", "lot_id"}:
            self._lines_with_defect()._record_failures()
        return result

    def unlink(self):
        lines = self._lines_with_defect()
        result = super().unlink()
        lines._record_failures()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self._lines_with_defect()._record_failures()
        return result

    def _lines_with_defect(self):
        """:return: the lines of which the sentinel knows, by themselves or by these"""
        parts = self.sudo()
        return parts.filtered(lambda part: part.defect_id or part.line_id.defect_id).line_id
