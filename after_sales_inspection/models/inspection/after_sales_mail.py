from odoo import api, fields, models


class AfterSalesMail(models.Model):
    """What was found is told by the outbox, as steps of return orders are."""

    _inherit = "after.sales.mail"

    return_id = fields.Many2one(required=False)
    inspection_id = fields.Many2one(
        "after.sales.inspection", ondelete="cascade", index="btree_not_null"
    )

    _inspection_or_return = models.Constraint(
        "CHECK (inspection_id IS NULL OR return_id IS NULL)",
        "A mail to send is about one document: an inspection, or another.",
    )

    @api.depends("inspection_id.company_id")
    def _compute_company_id(self):
        super()._compute_company_id()

    @api.model
    def _kinds(self):
        own = {
            "after.sales.inspection": (
                "inspection_id",
                "after_sales_inspection.mail_template_inspection_",
            )
        }
        return {**super()._kinds(), **own}
