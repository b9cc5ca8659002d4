from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import only_one

# What the cards of the overview count: each queue and the returns in it.
QUEUES = {
    "to_decide": [("stage", "=", "requested")],
    "awaiting": [("stage", "=", "awaiting_goods")],
    "to_sort": [("stage", "=", "to_sort")],
    "to_settle": [("stage", "=", "to_settle")],
    "late": [("stage", "=", "awaiting_goods"), ("deadline", "<", "today")],
    "promise_late": [("promise_due", "<", "now")],
}
# What nobody answers for.
UNASSIGNED = Domain("team_id", "=", False) & Domain("user_id", "=", False)
OPEN_STATES = ("draft", "requested", "approved")


class AfterSalesTeam(models.Model):
    """People who share the work on return orders, and the mailbox they answer."""

    _name = "after.sales.team"
    _description = "After-Sales Team"
    _inherit = ["mail.alias.mixin.optional", "mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: the team works for every company."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Leader",
        check_company=True,
        domain="[('share', '=', False)]",
    )
    member_ids = fields.Many2many(
        "res.users",
        "after_sales_team_member_rel",
        "team_id",
        "user_id",
        string="Members",
        check_company=True,
        domain="[('share', '=', False)]",
    )
    assignment = fields.Selection(
        [("manual", "By hand"), ("take_turns", "Members take turns")],
        required=True,
        default="manual",
        help="Who becomes responsible for a new return order. Taking turns gives it to the "
        "member with the fewest open ones, in turn where several have as few.",
    )
    last_user_id = fields.Many2one("res.users", readonly=True, copy=False)
    is_unassigned = fields.Boolean(
        readonly=True,
        copy=False,
        help="No team: the card of the overview for return orders that have neither a team nor a "
        "responsible. It is archived, so that nobody chooses it.",
    )
    to_decide_count = fields.Integer(compute="_compute_queue_counts")
    awaiting_count = fields.Integer(compute="_compute_queue_counts")
    to_sort_count = fields.Integer(compute="_compute_queue_counts")
    to_settle_count = fields.Integer(compute="_compute_queue_counts")
    late_count = fields.Integer(compute="_compute_queue_counts")
    promise_late_count = fields.Integer(compute="_compute_queue_counts")

    def _compute_queue_counts(self):
        """One grouped query per queue, with the very domain that its button opens."""
        for queue in QUEUES:
            counts = dict(
                self.env["after.sales.return"]._read_group(
                    self._queue_domain(queue), ["team_id"], ["__count"]
                )
            )
            for team in self:
                own = team.browse() if team.is_unassigned else team._origin
                team[f"{queue}_count"] = counts.get(own, 0)

    def _queue_domain(self, queue):
        """Return the domain of the return orders of these teams in a queue of ``QUEUES``."""
        return self._returns_domain() & Domain(QUEUES[queue])

    def _returns_domain(self):
        """Return the domain of all return orders that these cards stand for."""
        card = self.filtered("is_unassigned")
        teams = Domain("team_id", "in", (self - card)._origin.ids)
        return teams | UNASSIGNED if card else teams

    def action_view_to_decide(self):
        return self._view_queue("to_decide")

    def action_view_awaiting(self):
        return self._view_queue("awaiting")

    def action_view_to_sort(self):
        return self._view_queue("to_sort")

    def action_view_to_settle(self):
        return self._view_queue("to_settle")

    def action_view_late(self):
        return self._view_queue("late")

    def action_view_promise_late(self):
        return self._view_queue("promise_late")

    def action_view_returns(self):
        """Open the team's return orders that are not ended."""
        action = self._view_team_returns(self._returns_domain())
        return action | {"context": action["context"] | {"search_default_filter_open": 1}}

    def _view_queue(self, queue):
        """Open exactly the return orders that the card counts in this queue."""
        return self._view_team_returns(self._queue_domain(queue))

    def _view_team_returns(self, domain):
        only_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_returns.after_sales_return_action"
        )
        return action | {
            "display_name": self.display_name,
            "domain": list(domain),
            "context": {} if self.is_unassigned else {"default_team_id": self.id},
        }

    # --- whose teams, see ``res.users`` ---------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        self.env.registry.clear_cache("stable")
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "member_ids", "active", "sequence"} & vals.keys():
            self.env.registry.clear_cache("stable")
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result

    # --- taking turns -------------------------------------------------------

    def _next_user(self):
        """Return the member whose turn it is, or nobody where responsibles are set by hand."""
        users = self._next_users(1)
        return users[0] if users else self.env["res.users"]

    def _next_users(self, count):
        """Return a list of ``count`` users, one for each new return order of this team.

        Each goes to the member with the fewest open returns; where several have as few, to
        the first after the one served last, in the order of the members. Writing the team
        makes a second transaction that assigns at the same time fail and be tried again, so
        that it sees who was served here.
        """
        self.ensure_one()
        members = self.sudo().member_ids.filtered("active").sorted("id")
        if self.assignment != "take_turns" or not members:
            return []
        load, chosen = self._open_returns_per_member(members), []
        for _turn in range(count):
            queue = self._in_turn(members, chosen[-1] if chosen else self.sudo().last_user_id)
            chosen.append(min(queue, key=lambda user: load[user.id]))
            load[chosen[-1].id] += 1
        self.sudo().last_user_id = chosen[-1] if chosen else False
        return chosen

    def _open_returns_per_member(self, members):
        counts = (
            self.env["after.sales.return"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", members.ids),
                    ("team_id", "=", self.id),
                    ("state", "in", OPEN_STATES),
                ],
                ["user_id"],
                ["__count"],
            )
        )
        return Counter({user.id: count for user, count in counts})

    @api.model
    def _in_turn(self, members, last_user):
        """Return the members, starting with the first after ``last_user``."""
        return members.filtered(lambda user: user.id > last_user.id) + members.filtered(
            lambda user: user.id <= last_user.id
        )
