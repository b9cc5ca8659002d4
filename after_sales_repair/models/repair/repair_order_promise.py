from odoo import api, fields, models

from .repair_order_state import SERVING

# Whatever of this is written may begin, pause, meet or drop a promise.
FACTS = {
    "date_intake",
    "date_diagnosed",
    "quote_state",
    "date_ready",
    "date_handed_back",
}


class RepairOrder(models.Model):
    """What a repair promises: the diagnosis and the hand-back."""

    _name = "repair.order"
    _inherit = ["repair.order", "after.sales.promise.mixin"]
    _promise_link = "repair_id"

    promise_ids = fields.One2many(
        "after.sales.promise",
        "repair_id",
        string="Promises",
        groups=",".join((*SERVING, "after_sales_returns.group_after_sales_warehouse")),
    )

    def write(self, vals):
        result = super().write(vals)
        if FACTS & set(vals):
            self._sync_promises()
        elif vals.get("state") == "cancel":
            # What was given up says at once what becomes of its item.
            self.filtered(lambda repair: not repair.outcome)._sync_promises()
        return result

    def _on_intake(self):
        """What the customer is told, unless somebody promised another date."""
        super()._on_intake()
        self._sync_promises()
        for repair in self.filtered(lambda repair: not repair.date_promised):
            promise = repair.promise_ids.filtered(
                lambda own: own.step == "hand_back" and own.state == "open"
            )
            repair.date_promised = promise[:1].due

    def _promise_facts(self):
        return {
            repair: repair._repair_promise_facts()
            for repair in self
            if repair.date_intake and repair.after_sales_stage not in ("intake", "cancelled")
        }

    def _repair_promise_facts(self):
        """:return: dict step → (start, met, waiting); what an ended repair did not do, because
        it was given up, is owed to nobody"""
        self.ensure_one()
        waiting = self.after_sales_stage == "awaiting_customer"
        ended = self.date_ready or self.date_handed_back
        left_to_return = self.outcome == "not_repairable" and not self.date_ready
        steps = {}
        if self.date_diagnosed or not ended:
            steps["diagnosis"] = (self.date_intake, self.date_diagnosed, False)
        if not (left_to_return and ended):
            steps["hand_back"] = (self.date_intake, self._date_fetchable(), waiting)
        return steps

    def _date_fetchable(self):
        """Since when the customer could have the item: how long it then waits to be fetched is
        no fault of ours."""
        self.ensure_one()
        return self.date_ready or self.date_handed_back

    def _promise_team(self):
        """Whose leader hears of it: the team of the return order, else of the workshop."""
        self.ensure_one()
        own = self.after_sales_return_id.team_id
        return own or self.after_sales_workshop_id.after_sales_team_id

    def _addressee_team(self):
        return self._promise_team()

    @api.model
    def _addressee_group(self):
        return "after_sales_repair.group_repair_lead"

    def _promise_scope(self):
        return {
            **super()._promise_scope(),
            "team_id": self._promise_team(),
            "channel": self.after_sales_return_id.channel or "store",
            "priority": self.priority,
        }

    def _promise_document_vals(self):
        return {
            **super()._promise_document_vals(),
            "team_id": self._promise_team().id,
            "warehouse_id": self.after_sales_store_id.id,
        }
