from odoo import fields, models


class AfterSalesOutsideRepair(models.Model):
    """Items that are lost at the repairer's."""

    _inherit = "after.sales.outside.repair"

    state = fields.Selection(
        selection_add=[("lost", "Lost there")], ondelete={"lost": "set default"}
    )

    def _lose(self):
        """The repairer does not give it back, and is owed nothing that was not billed; a company
        may lock its orders when they are confirmed."""
        self.write({"state": "lost"})
        orders = self.purchase_line_id.order_id.filtered(
            lambda order: not order.invoice_ids.filtered(lambda bill: bill.state == "posted")
        )
        orders.button_unlock()
        orders.button_cancel()
        self._follow_bill()
