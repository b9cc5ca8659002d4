from odoo import fields, models

from ..repair.repair_order_state import SERVING


class RepairOrder(models.Model):
    _inherit = "repair.order"

    note_ids = fields.One2many(
        "after.sales.repair.note", "repair_id", string="Notes", groups=",".join(SERVING)
    )

    def _portal_notes(self):
        """The notes that the customer may read, in superuser mode."""
        return self.sudo().note_ids.filtered("released")
