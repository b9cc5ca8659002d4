from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize, parse_contact_from_email


class AfterSalesReturn(models.Model):
    """A mail to a team's alias becomes a draft return with its sender and text."""

    _inherit = "after.sales.return"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """:param custom_values: the defaults of the team's alias (team, company)"""
        values = dict(custom_values or {})
        team = self.env["after.sales.team"].sudo().browse(values.pop("team_id", None)).exists()
        company = self._find_mail_company(msg_dict, team)
        partner = self._find_mail_sender(msg_dict, company)
        # Who wrote is the customer of this company, not their namesake of another one.
        msg_dict["author_id"] = partner.id
        values |= {
            # The subject, which Odoo would take, is what the customer says.
            "name": "/",
            "channel": "email",
            "company_id": company.id,
            "partner_id": partner.id,
            "description": self._mail_words(msg_dict),
        }
        if team.active:
            values["team_id"] = team.id
        order = super(AfterSalesReturn, self.with_company(company)).message_new(msg_dict, values)
        order._assign_responsible()
        return order

    @api.model
    def _mail_words(self, msg_dict):
        """:return: Markup, the subject above the text"""
        subject, body = (msg_dict.get("subject") or "").strip(), msg_dict.get("body") or ""
        head = Markup("<p><strong>%s</strong></p>") % subject if subject else Markup("")
        return head + (body if isinstance(body, Markup) else Markup(body))

    def _message_post_after_hook(self, message, msg_values):
        """Pictures in the text of the mail are files of its message by now."""
        super()._message_post_after_hook(message, msg_values)
        if message.message_type == "email" and "cid:" in (self.description or ""):
            words = {"subject": message.subject, "body": message.body}
            self.sudo().description = self._mail_words(words)

    @api.model
    def _find_mail_company(self, msg_dict, team):
        """The company of the team as it is now, else of the sender, else the user's: the first
        that can receive goods."""
        author = self.env["res.partner"].sudo().browse(msg_dict.get("author_id") or None)
        companies = team.company_id | author.company_id | self.env.company
        warehouses = companies._default_after_sales_warehouse()
        able = companies.filtered(lambda company: company in warehouses.company_id)
        return (team.company_id or able or companies)[:1]

    @api.model
    def _find_mail_sender(self, msg_dict, company):
        """The sender as a contact of ``company``, made if unknown there."""
        partners = self.env["res.partner"].sudo()
        usable = partners._check_company_domain(company)
        author = partners.browse(msg_dict.get("author_id") or None).filtered_domain(usable)
        if author:
            return author
        name, address = parse_contact_from_email(msg_dict.get("email_from") or "")
        normalized = email_normalize(address)
        same = Domain("email_normalized", "=", normalized) if normalized else Domain.FALSE
        known = partners.search(same & Domain(usable), limit=1)
        if known:
            return known
        elsewhere = partners.search_count(same, limit=1)
        return partners.create(
            {
                "name": name or address or self.env._("Unknown sender"),
                "email": address,
                # Companies that keep their contacts apart go on doing so.
                "company_id": company.id if elsewhere else False,
            }
        )

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """What Odoo counts to find two machines that write to each other."""
        return [
            ("channel", "=", "email"),
            ("partner_id.email_normalized", "=", email_from_normalized),
        ]
