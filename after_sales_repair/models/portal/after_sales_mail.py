from odoo import api, fields, models


class AfterSalesMail(models.Model):
    """Repairs owe mails as return orders do."""

    _inherit = "after.sales.mail"

    return_id = fields.Many2one(required=False)
    repair_id = fields.Many2one("repair.order", ondelete="cascade", index="btree_not_null")

    _one_document = models.Constraint(
        "CHECK (num_nonnulls(return_id, repair_id) <= 1)",
        "A mail to send is about one document: a return order or a repair.",
    )

    @api.depends("repair_id.company_id")
    def _compute_company_id(self):
        super()._compute_company_id()

    @api.model
    def _kinds(self):
        return {
            **super()._kinds(),
            "repair.order": ("repair_id", "after_sales_repair.mail_template_repair_"),
        }

    def _prepare_email_vals(self):
        """The pick-up code is for the customer: no colleague reads it in the chatter."""
        vals = super()._prepare_email_vals()
        if self.repair_id:
            vals.update({"model": False, "res_id": False})
        return vals

    def _on_handed_over(self):
        super()._on_handed_over()
        repairs = self.repair_id
        words = self.env._("Mail to the customer: %(mail)s", mail=self.template_id.name)
        repairs._message_log_batch(bodies=dict.fromkeys(repairs.ids, words))
