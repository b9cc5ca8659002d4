from odoo import api, fields, models

from .after_sales_checklist import OCCASION


class AfterSalesInspection(models.Model):
    """The inspection of an item after its repair is the check of it: having passed ends the
    repair, having failed sends the item back to work."""

    _inherit = "after.sales.inspection"

    subject = fields.Selection(selection_add=[("repair", "Repair")], ondelete={"repair": "cascade"})
    repair_id = fields.Many2one(
        "repair.order", check_company=True, index="btree_not_null", ondelete="cascade"
    )

    @api.depends("repair_id")
    def _compute_subject(self):
        super()._compute_subject()

    def _on_done(self):
        super()._on_done()
        checks = self.filtered(lambda one: one.repair_id and one.occasion == OCCASION)
        passed = checks.filtered(lambda one: one.result == "pass").repair_id
        if passed:
            passed.action_check_pass()
        for failed in checks.filtered(lambda one: one.result == "fail"):
            failed.repair_id.action_check_fail(failed._failed_words())

    def _failed_words(self):
        """:return: str, what failed, for whoever repairs it"""
        self.ensure_one()
        failed = self.sudo().answer_ids.filtered(lambda answer: answer.result == "fail")
        return "; ".join(
            f"{answer.item_id.name} ({answer.note})" if answer.note else answer.item_id.name
            for answer in failed
        )
