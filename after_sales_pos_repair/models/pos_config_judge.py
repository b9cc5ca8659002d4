from odoo import models


class PosConfig(models.Model):
    """What the cashier is told of an item that is handed in for repair."""

    _inherit = "pos.config"

    def after_sales_judge(self, ticket, wishes):
        """Whatever the policies give for an item that comes back, anybody may hand one in for
        repair: they do not refuse that."""
        judged = super().after_sales_judge(ticket, wishes)
        for wish in wishes:
            verdict = judged[wish["key"]]
            if wish.get("resolution") == "repair" and verdict["verdict"] != "eligible":
                verdict.update(
                    verdict="eligible",
                    verdict_reason=self.env._(
                        "Taken in for repair; the warranty says who pays for it."
                    ),
                    deadline=False,
                )
        return judged
