from odoo import api, models


class AfterSalesAddresseeMixin(models.AbstractModel):
    """A document of which somebody has to hear: nothing is told to people who left, or to those
    who cannot open it."""

    _name = "after.sales.addressee.mixin"
    _description = "Who Hears of a Document"

    def _addressee_team(self):
        """:return: the team whose work the document is, or none"""
        return self.env["after.sales.team"]

    def _addressee(self, *users):
        """Who hears of this document.

        :param users: ``res.users``, the first who may be told comes first; each may be empty
        :return: one user: of ``users``, else the leader of the team, else who made it (where
            ``users`` names nobody), else a manager of the company, else the administrator
        """
        self.ensure_one()
        leader = self.sudo()._addressee_team().user_id
        creator = self.create_uid if not any(users) else self.env["res.users"]
        for user in (*users, leader, creator, *self._addressee_managers()):
            if self._is_readable_by(user):
                return user
        return self.env.ref("base.user_admin")

    @api.model
    def _addressee_group(self):
        """:return: id of the group whose members hear of what is nobody else's"""
        return "after_sales_returns.group_after_sales_manager"

    def _addressee_of(self, activity):
        """:return: who has this to do now, if whose it was has left"""
        self.ensure_one()
        return self._addressee()

    def _addressee_managers(self):
        """The managers of the company; who administers Odoo itself comes last."""
        admin = self.env.ref("base.user_admin")
        managers = (
            self.env.ref(self._addressee_group())
            .sudo()
            .all_user_ids.filtered(lambda user: self.company_id in user.company_ids)
        )
        return managers.sorted(lambda user: (user == admin, user.id))

    def _is_readable_by(self, user):
        """Whether ``user`` still works here and may open the document."""
        user = user.sudo()
        if not user.active or user.share:
            return False
        document = self.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        return document.sudo(False).has_access("read")


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            self.sudo()._hand_over_after_sales()
        return result

    def action_archive(self):
        """Odoo deletes what users still had to do when they leave: ours goes on to others
        before."""
        self.write({"active": False})
        return super().action_archive()

    def _hand_over_after_sales(self):
        """Give what these users had to do for customers to who hears of it now."""
        names = self.env.registry.descendants(["after.sales.addressee.mixin"], "_inherit")
        activities = self.env["mail.activity"].search(
            [("user_id", "in", self.ids), ("res_model", "in", list(names))]
        )
        for activity in activities:
            document = self.env[activity.res_model].browse(activity.res_id).exists()
            if document:
                activity.user_id = document._addressee_of(activity)
