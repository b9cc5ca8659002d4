from odoo import api, models, tools
from odoo.fields import Domain


class AfterSalesReturn(models.Model):
    """Whose work a return order is: the team of the reason, else of the warehouse that receives
    it, else of whoever made it."""

    _inherit = "after.sales.return"

    @api.depends("line_ids.reason_id", "warehouse_id")
    def _compute_team_id(self):
        """What a person chose stays. What only followed from the warehouse or the creator gives
        way to the team of a reason."""
        for order in self:
            if not order.team_id or order.team_id in order._fallback_teams():
                order.team_id = order._default_team()

    def _default_team(self):
        """:return: the team whose work this return is, or none"""
        self.ensure_one()
        return (self._usable(self.line_ids.reason_id.team_id) or self._fallback_teams())[:1]

    def _fallback_teams(self):
        """:return: where no reason says it: the team of the warehouse, else those of who made
        it"""
        self.ensure_one()
        receiving = self.warehouse_id.sudo().after_sales_return_team_id
        creator = self.create_uid or self.env.user
        return self._usable(receiving) or self._usable(
            self.env["after.sales.team"].browse(creator._after_sales_team_ids())
        )

    def _usable(self, teams):
        """:return: those that still work, for the company of this return"""
        return (
            teams.sudo()
            .filtered(
                lambda team: (
                    team.active and (not team.company_id or team.company_id == self.company_id)
                )
            )
            .with_env(self.env)
        )

    def _addressee_team(self):
        return self.team_id or self._default_team()


class ResUsers(models.Model):
    _inherit = "res.users"

    @tools.ormcache("self.id", cache="stable")
    def _after_sales_team_ids(self):
        """:return: tuple of the ids of the teams that this user leads or is a member of; none for
        customers. Teams change rarely, returns are made all day."""
        if not self._is_internal():
            return ()
        mine = Domain("user_id", "=", self.id) | Domain("member_ids", "=", self.id)
        return tuple(self.env["after.sales.team"].sudo().search(mine).ids)
