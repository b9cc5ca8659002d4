from odoo import api, fields, models


class AfterSalesPromise(models.Model):
    """Promises of repairs."""

    _inherit = "after.sales.promise"

    repair_id = fields.Many2one(
        "repair.order", readonly=True, ondelete="cascade", index="btree_not_null"
    )

    _live_repair_unique = models.UniqueIndex(
        "(repair_id, step) WHERE repair_id IS NOT NULL AND state IN ('open', 'paused', 'breached')",
        "A repair has one live promise for a step.",
    )

    @api.model
    def _link_fields(self):
        return [*super()._link_fields(), "repair_id"]

    @api.depends(
        "repair_id.company_id",
        "repair_id.partner_id",
        "repair_id.user_id",
        "repair_id.after_sales_store_id",
        "repair_id.after_sales_return_id.team_id",
        "repair_id.after_sales_workshop_id",
    )
    def _compute_document_values(self):
        super()._compute_document_values()


class AfterSalesPromiseRule(models.Model):
    _inherit = "after.sales.promise.rule"

    step = fields.Selection(
        selection_add=[
            ("diagnosis", "Diagnosis"),
            ("hand_back", "Hand-back"),
        ],
        ondelete={
            "diagnosis": lambda rules: rules._leave_step("diagnosis"),
            "hand_back": lambda rules: rules._leave_step("hand_back"),
        },
    )
