from ast import literal_eval

from odoo import models


class AfterSalesTeam(models.Model):
    """The mailbox of a team: what a mail to it becomes."""

    _inherit = "after.sales.team"

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("after.sales.return")
        if self.id:
            values["alias_defaults"] = repr(self._mail_defaults())
        return values

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            for team in self.filtered("alias_id"):
                team.alias_id.sudo().alias_defaults = repr(team._mail_defaults())
        return result

    def _mail_defaults(self):
        """:return: dict of what a return order is that a mail to this team makes; what somebody
        wrote beside it stays"""
        kept = literal_eval(self.sudo().alias_defaults or "{}")
        own = {"team_id": self.id, "channel": "email", "company_id": self.company_id.id}
        return {name: value for name, value in (kept | own).items() if name not in own or value}

    def _note_robot_mail(self, msg_dict):
        """Keep a trace of a mail that made no return order."""
        for team in self:
            team._message_log(
                body=self.env._(
                    "A mail of %(sender)s, “%(subject)s”, was written by a machine and made no "
                    "return order.",
                    sender=msg_dict.get("email_from") or "",
                    subject=msg_dict.get("subject") or "",
                )
            )
