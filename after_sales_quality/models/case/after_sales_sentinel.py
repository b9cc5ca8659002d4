from odoo import fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesSentinel(models.Model):
    """A watch or an alarm opens a case."""

    _inherit = "after.sales.sentinel"

    case_ids = fields.One2many("after.sales.case", "sentinel_id", string="Cases")

    def action_open_case(self):
        """:return: action that opens the case of this alarm that is still worked on, or a new one
        that was made of it"""
        only_one(self)
        over = ("closed", "cancelled")
        cases = self.case_ids.filtered(lambda case: case.state not in over)
        return (cases[:1] or self._create_case())._get_records_action()

    def _absorb(self, others):
        """Cases that were opened for the others were opened for this."""
        others.case_ids.write({"sentinel_id": self.id})
        super()._absorb(others)

    def _create_case(self):
        self.ensure_one()
        return self.env["after.sales.case"].create(
            {
                "company_id": self.company_id.id,
                "sentinel_id": self.id,
                "product_tmpl_ids": [Command.set(self.product_tmpl_id.ids)],
                "defect_id": self.defect_id.id,
                "description": self._sentence(),
            }
        )
