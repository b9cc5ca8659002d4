from odoo import fields, models

from ..defect.after_sales_defect import SEVERITIES


class AfterSalesChecklistChoice(models.Model):
    """An answer that an item offers."""

    _name = "after.sales.checklist.choice"
    _description = "Checklist Choice"
    _inherit = ["after.sales.checklist.part.mixin"]
    _order = "item_id, sequence, id"

    item_id = fields.Many2one(
        "after.sales.checklist.item", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="item_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Answer", required=True, translate=True)
    failed = fields.Boolean()
    severity = fields.Selection(SEVERITIES, help="Empty: as severe as its item.")
    defect_id = fields.Many2one(
        "after.sales.defect",
        ondelete="restrict",
        index="btree_not_null",
        help="What goods have that are answered so. Empty: the defect of the item.",
    )
    customer_text = fields.Text(
        string="To the Customer", translate=True, help="What the customer reads. Empty: nothing."
    )

    def _checklists(self):
        return self.item_id.checklist_id
