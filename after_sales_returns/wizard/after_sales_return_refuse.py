from odoo import api, fields, models


class AfterSalesReturnRefuse(models.TransientModel):
    """Where the reason of a refusal is typed; the customer reads it."""

    _name = "after.sales.return.refuse"
    _description = "Refuse Return Orders"

    return_ids = fields.Many2many("after.sales.return", required=True)
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "after.sales.return":
            returns = self.env["after.sales.return"].browse(self.env.context["active_ids"])
            values.setdefault("return_ids", returns.ids)
            values.setdefault("reason", self._proposed_reason(returns))
        return values

    @api.model
    def _proposed_reason(self, returns):
        """Return the sentences of the policy for lines that it refuses, each once."""
        sentences = returns.line_ids.filtered(lambda line: line.verdict == "refused").mapped(
            "verdict_reason"
        )
        return "\n".join(dict.fromkeys(filter(None, sentences)))

    def action_refuse(self):
        self.ensure_one()
        self.return_ids.write({"refusal_reason": self.reason})
        return self.return_ids.action_refuse()
