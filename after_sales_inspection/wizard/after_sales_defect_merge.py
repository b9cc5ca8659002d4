from odoo import api, fields, models
from odoo.fields import Command


class AfterSalesDefectMerge(models.TransientModel):
    """Which of several defects that mean the same is left."""

    _name = "after.sales.defect.merge"
    _description = "Merge Defects"

    defect_ids = fields.Many2many("after.sales.defect", required=True, string="Defects")
    target_id = fields.Many2one("after.sales.defect", required=True, string="Merge Into")

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self.env.context.get("active_model") == "after.sales.defect":
            defaults["defect_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return defaults

    def action_merge(self):
        """:return: action that opens what is left"""
        self.ensure_one()
        (self.defect_ids - self.target_id)._merge_into(self.target_id)
        return self.target_id._get_records_action()
