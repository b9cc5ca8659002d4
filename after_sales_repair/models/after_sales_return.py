from odoo import api, fields, models


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    stage = fields.Selection(
        selection_add=[("in_repair", "In repair"), ("to_settle",)],
        ondelete={"in_repair": "set null"},
    )
    repair_ids = fields.One2many("repair.order", "after_sales_return_id", string="Repairs")
    repair_count = fields.Integer(compute="_compute_repair_count")

    @api.depends("repair_ids")
    def _compute_repair_count(self):
        for order in self:
            order.repair_count = len(order.sudo().repair_ids)

    @api.depends("repair_ids.date_handed_back", "disposition_ids.resolution")
    def _compute_stage(self):
        super()._compute_stage()

    def _open_stage(self):
        """What only waits for its repair is not for the clerk to settle."""
        stage = super()._open_stage()
        if stage != "to_settle":
            return stage
        waiting = self.disposition_ids.filtered(lambda part: part.state == "decided")
        in_repair = waiting.filtered(lambda part: part._is_in_repair())
        return "in_repair" if waiting and waiting == in_repair else stage

    def action_settle(self):
        """Settle what can be: repairs settle themselves when they are handed back."""
        parts = self.disposition_ids.filtered(
            lambda part: part.state == "decided" and not part._is_in_repair()
        )
        return parts.action_settle() if parts else super().action_settle()

    def action_view_repairs(self):
        return self._action_view_documents(
            "repair.action_repair_order_tree", [("after_sales_return_id", "in", self.ids)]
        )

    def _receive_at_once(self):
        """Receive what lies here already."""
        waiting = self.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        waiting.move_ids.picked = True
        waiting._action_done()
