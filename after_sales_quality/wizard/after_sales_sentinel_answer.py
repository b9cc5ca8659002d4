from odoo import fields, models


class AfterSalesSentinelAnswer(models.TransientModel):
    """Asks why a watch or an alarm is over."""

    _name = "after.sales.sentinel.answer"
    _description = "Answer of a Watch or an Alarm"

    sentinel_ids = fields.Many2many("after.sales.sentinel", string="Watched")
    reason = fields.Text(string="What did you find?", required=True)

    def action_answer(self):
        for answer in self:
            answer.sentinel_ids._answer(answer.reason)
        return {"type": "ir.actions.act_window_close"}
