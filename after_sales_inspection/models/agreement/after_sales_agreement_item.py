from odoo import fields, models

RESULTS = [("pass", "Pass"), ("fail", "Fail"), ("na", "Does not apply")]


class AfterSalesAgreementItem(models.Model):
    """Whether two inspectors answered an item alike."""

    _name = "after.sales.agreement.item"
    _description = "Agreement on an Item"
    _order = "agreement_id, id"

    agreement_id = fields.Many2one(
        "after.sales.agreement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="agreement_id.company_id", store=True)
    inspector_id = fields.Many2one(related="agreement_id.inspector_id", store=True, index=True)
    item_id = fields.Many2one(
        "after.sales.checklist.item", required=True, index=True, ondelete="restrict"
    )
    result = fields.Selection(RESULTS, string="First Answer")
    second_result = fields.Selection(RESULTS, string="Second Answer")
    agrees = fields.Boolean()
