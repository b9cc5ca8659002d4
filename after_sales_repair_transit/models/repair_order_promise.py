from odoo import models

TRAVELLED = {"after_sales_date_store_sent", "after_sales_date_store_received"}


class RepairOrder(models.Model):
    """What is promised to a store that has its items repaired by a workshop: the way there and
    back."""

    _inherit = "repair.order"

    def write(self, vals):
        result = super().write(vals)
        if TRAVELLED & set(vals):
            self._sync_promises()
        return result

    def _repair_promise_facts(self):
        steps = super()._repair_promise_facts()
        if self.after_sales_date_store_sent:
            waiting = self.after_sales_stage == "awaiting_customer"
            back = self.after_sales_date_store_received or self.date_handed_back
            steps["store_round_trip"] = (self.after_sales_date_store_sent, back, waiting)
        return steps

    def _date_fetchable(self):
        """What is fetched at a store must first be back there."""
        ready = super()._date_fetchable()
        if not (
            self.date_ready and self.hand_back_by == "pickup" and self.after_sales_date_store_sent
        ):
            return ready
        if not self.after_sales_date_store_received:
            return self.date_handed_back
        return max(ready, self.after_sales_date_store_received)
