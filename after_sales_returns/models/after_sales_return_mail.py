from odoo import api, models
from odoo.tools import email_normalize, parse_contact_from_email


class AfterSalesReturn(models.Model):
    """A mail to a team's alias becomes a draft return with its sender and text."""

    _inherit = "after.sales.return"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """:param custom_values: the defaults of the team's alias (team, company)"""
        values = {
            **(custom_values or {}),
            "channel": "email",
            "partner_id": self._find_mail_sender(msg_dict).id,
            "description": msg_dict.get("body"),
        }
        return super().message_new(msg_dict, custom_values=values)

    def _find_mail_sender(self, msg_dict):
        """The sender's partner, made if unknown."""
        partners = self.env["res.partner"].sudo()
        if msg_dict.get("author_id"):
            return partners.browse(msg_dict["author_id"])
        name, address = parse_contact_from_email(msg_dict.get("email_from") or "")
        known = partners.search([("email_normalized", "=", email_normalize(address))], limit=1)
        return known or partners.create({"name": name or address, "email": address})
