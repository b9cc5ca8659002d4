from odoo import api, fields, models
from odoo.fields import Command

from ..tools import only_one


class AfterSalesReturnRefuse(models.TransientModel):
    """Where the reason of a refusal is typed; the customer reads it."""

    _name = "after.sales.return.refuse"
    _description = "Refuse Return Orders"

    return_ids = fields.Many2many("after.sales.return", required=True)
    reason = fields.Text(required=True)
    proof_ids = fields.One2many(
        "after.sales.return.refuse.proof",
        "wizard_id",
        string="Presumed Faults",
        help="Faults that the law presumes to have been there at the delivery.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "after.sales.return":
            returns = self.env["after.sales.return"].browse(self.env.context["active_ids"])
            values.setdefault("return_ids", returns.ids)
            values.setdefault("reason", self._proposed_reason(returns))
            values.setdefault("proof_ids", self._proposed_proofs(returns))
        return values

    @api.model
    def _proposed_reason(self, returns):
        """Return the sentences of the policy for lines that it refuses, each once, in the
        language of the customer who reads them."""
        sentences = returns.line_ids.filtered(lambda line: line.verdict == "refused").mapped(
            "verdict_customer"
        )
        return "\n".join(dict.fromkeys(filter(None, sentences)))

    @api.model
    def _proposed_proofs(self, returns):
        """Return a row for each line whose refusal has to be proven, as it stands there."""
        return [
            Command.create(
                {
                    "line_id": line.id,
                    "reason": line.refusal_reason,
                    "evidence_ids": [Command.set(line.refusal_evidence_ids.ids)],
                }
            )
            for line in returns.line_ids
            if line._is_fault_presumed()
        ]

    def action_refuse(self):
        only_one(self)
        self.proof_ids._write_proofs()
        self.return_ids.write({"refusal_reason": self.reason})
        return self.return_ids.action_refuse()


class AfterSalesReturnRefuseProof(models.TransientModel):
    """What shows that a presumed fault came from use."""

    _name = "after.sales.return.refuse.proof"
    _description = "Proof of Damage by Use"

    wizard_id = fields.Many2one("after.sales.return.refuse", required=True, ondelete="cascade")
    line_id = fields.Many2one("after.sales.return.line", required=True, ondelete="cascade")
    product_id = fields.Many2one(related="line_id.product_id")
    presumed_until = fields.Date(related="line_id.presumed_until")
    reason = fields.Text(string="Damage by Use")
    evidence_ids = fields.Many2many("ir.attachment", bypass_search_access=True)

    def _write_proofs(self):
        # Uploaded to a row that was saved already: they go on to the line.
        uploads = self.evidence_ids.sudo()
        uploads.filtered(lambda upload: upload.res_model == self._name).res_id = 0
        for proof in self:
            proof.line_id.write(
                {
                    "refusal_reason": proof.reason,
                    "refusal_evidence_ids": [Command.set(proof.evidence_ids.ids)],
                }
            )
