from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

from .repair_order_stage import ENDED_STAGES
from .repair_order_state import WORKING

# What a technician can take up: it is in the workshop's hands.
QUEUE_STAGES = ("to_diagnose", "to_repair", "in_repair", "to_check")


class RepairOrder(models.Model):
    """Who works on what: the queue that technicians take from, by skill."""

    _inherit = "repair.order"
    _guarded = {"hours_left"}

    skill_id = fields.Many2one(
        "after.sales.repair.skill",
        compute="_compute_skill_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="What a technician must be able to do; from the product's category.",
    )
    is_mine_to_take = fields.Boolean(
        string="For My Skills",
        compute="_compute_is_mine_to_take",
        search="_search_is_mine_to_take",
        help="Nobody has it, and you have the skill.",
    )

    hours_left = fields.Float(
        compute="_compute_hours_left",
        store=True,
        help="Of the estimate, as long as the work is not finished.",
    )

    @api.depends(
        "estimate_hours", "hours_worked", "after_sales_stage", "date_work_done", "date_ready"
    )
    def _compute_hours_left(self):
        for repair in self:
            ended = repair.date_work_done or repair.after_sales_stage in ENDED_STAGES
            left = repair.estimate_hours - repair.hours_worked
            repair.hours_left = 0.0 if ended or repair.date_ready else max(left, 0.0)

    @api.depends("product_id")
    def _compute_skill_id(self):
        for repair in self:
            skill = repair.product_id.categ_id.sudo()._after_sales_skill()
            repair.skill_id = skill or repair.skill_id

    @api.depends("user_id", "skill_id", "after_sales_stage")
    @api.depends_context("uid")
    def _compute_is_mine_to_take(self):
        mine = self.filtered_domain(self._takeable_domain())
        for repair in self:
            repair.is_mine_to_take = repair in mine

    def _search_is_mine_to_take(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        return self._takeable_domain()

    @api.model
    def _takeable_domain(self):
        """What nobody has and this user can do; without a skill anybody can."""
        skills = self.env.user.sudo().after_sales_skill_ids.ids
        return [
            ("user_id", "=", False),
            ("skill_id", "in", [False, *skills]),
            ("after_sales_stage", "in", QUEUE_STAGES),
        ]

    @api.model
    def web_read_group(self, domain, groupby, *args, **kwargs):
        """Show what nobody has: Odoo folds the column without a value."""
        opening = kwargs.get("opening_info")
        if list(groupby[:1]) == ["user_id"] and kwargs.get("auto_unfold") and not opening:
            limit = kwargs.get("unfold_read_default_limit", 80)
            unfolded = {"value": False, "folded": False, "limit": limit, "offset": 0}
            kwargs["opening_info"] = [unfolded]
        return super().web_read_group(domain, groupby, *args, **kwargs)

    # Taking -----------------------------------------------------------------------------------

    def action_assign_technician(self):
        """Take these repairs. Of two who take one at once the database lets one win; the other
        is told who has it."""
        self._check_role(WORKING)
        self._check_take()
        self.sudo().user_id = self.env.user
        return True

    def _check_take(self):
        problems = []
        for repair in self:
            if repair.after_sales_stage in ENDED_STAGES:
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s) is finished: nothing is left to do on it.",
                        **repair._names(),
                    )
                )
            elif repair.user_id and repair.user_id != self.env.user:
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s): %(technician)s has it already. Take another, or "
                        "ask your workshop lead.",
                        technician=repair.user_id.name,
                        **repair._names(),
                    )
                )
        refuse(problems)

    def action_take_next(self):
        """Take the repair that is due next, and open it; of no use are those in self."""
        self.browse()._check_role(WORKING)
        repair = self.search(
            [*self._takeable_domain(), ("company_id", "in", self.env.companies.ids)],
            order="priority desc, date_promised, date_intake, id",
            limit=1,
        )
        if not repair:
            refuse([self.env._("No repair waits for your skills.")])
        repair.action_assign_technician()
        return repair._get_records_action()
