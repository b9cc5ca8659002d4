from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one, refuse

from .after_sales_outside_repair import LEADING, WORKING


class RepairOrder(models.Model):
    """Sending an item to an outside repairer and taking it back."""

    _inherit = "repair.order"
    _guarded = {"after_sales_is_outside"}

    after_sales_stage = fields.Selection(
        selection_add=[("outside", "At outside repairer"), ("to_check",)],
        ondelete={"outside": lambda repairs: repairs.write({"after_sales_is_outside": False})},
    )
    gone_liable = fields.Selection(
        selection_add=[("repairer", "Outside repairer"), ("customer",)],
        ondelete={"repairer": "set company"},
    )
    after_sales_is_outside = fields.Boolean(
        string="At Outside Repairer", readonly=True, copy=False, help="An outside repairer has it."
    )
    after_sales_outside_ids = fields.One2many(
        "after.sales.outside.repair",
        "repair_id",
        string="Outside Repairs",
        groups=",".join(WORKING),
    )
    after_sales_date_outside_sent = fields.Datetime(
        string="Sent Outside", compute="_compute_after_sales_outside_dates", compute_sudo=True
    )
    after_sales_date_outside_back = fields.Datetime(
        string="Back From Outside", compute="_compute_after_sales_outside_dates", compute_sudo=True
    )

    @api.depends("after_sales_outside_ids.date_sent", "after_sales_outside_ids.date_back")
    def _compute_after_sales_outside_dates(self):
        """Of the last time it was away."""
        for repair in self:
            last = repair.after_sales_outside_ids.filtered("date_sent").sorted("date_sent")[-1:]
            repair.after_sales_date_outside_sent = last.date_sent
            repair.after_sales_date_outside_back = last.date_back

    @api.depends("after_sales_is_outside")
    def _compute_after_sales_stage(self):
        super()._compute_after_sales_stage()

    def _stage_of_work(self):
        return "outside" if self.after_sales_is_outside else super()._stage_of_work()

    def _away_problems(self):
        self.ensure_one()
        if not self.after_sales_is_outside:
            return super()._away_problems()
        return [
            self.env._(
                "%(repair)s (%(item)s): an outside repairer has the item. Take it back first.",
                **self._names(),
            )
        ]

    def _usual_liable(self):
        return "repairer" if self.after_sales_is_outside else super()._usual_liable()

    def _stop_item(self):
        super()._stop_item()
        self.after_sales_outside_ids.filtered(lambda outside: outside.state == "sent")._lose()
        self.after_sales_is_outside = False

    # There and back -----------------------------------------------------------------------------

    def action_after_sales_send_outside(self):
        """Ask where to, and for how much."""
        only_one(self)
        self._check_role(LEADING)
        refuse(self.after_sales_outside_ids._sending_problems(self))
        draft = self.after_sales_outside_ids.filtered(lambda outside: outside.state == "draft")[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send to an Outside Repairer"),
            "res_model": "after.sales.outside.repair",
            "res_id": draft.id,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_repair_id": self.id},
        }

    def action_after_sales_take_back(self):
        """The items came back from their outside repairers."""
        away = self.after_sales_outside_ids.filtered(lambda outside: outside.state == "sent")
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) is at no outside repairer.",
                    **repair._names(),
                )
                for repair in self - away.repair_id
            ]
        )
        return away.action_back()
