from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What the cashier is told of an item that is handed in for repair."""

    _inherit = "after.sales.till"

    def _told_verdict(self, wish, verdict):
        """Whatever the policies give for an item that comes back, anybody may hand one in for
        repair: they do not refuse that."""
        told = super()._told_verdict(wish, verdict)
        if wish.resolution != "repair" or told["verdict"] == "eligible":
            return told
        return {
            "verdict": "eligible",
            "verdict_reason": self.env._("Taken in for repair; the warranty says who pays for it."),
            "deadline": False,
        }
