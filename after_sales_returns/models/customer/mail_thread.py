import re

from odoo import api, models
from odoo.tools import email_normalize

from ...robot_mail import is_robot, person_behind

RETURN = "after.sales.return"
# Words of a subject that may be the number of a return; more are not looked up.
SUBJECT_WORDS = 20


class MailThread(models.AbstractModel):
    """Mails to the mailboxes of after-sales: what a robot writes is no request, and a known
    number leads to its return order."""

    _inherit = "mail.thread"

    @api.model
    def message_route(self, message, message_dict, model=None, thread_id=None, custom_values=None):
        """:return: list of (model, id or 0, values, id of the user, alias)"""
        routes = super().message_route(message, message_dict, model, thread_id, custom_values)
        ours = self.env.registry.descendants(["after.sales.addressee.mixin"], "_inherit")
        if not any(route[0] in ours for route in routes or ()):
            return routes
        if is_robot(message):
            return self._after_sales_robot_routes(message_dict, routes, ours)
        if person_behind(message):
            message_dict["email_from"] = person_behind(message)
            message_dict["author_id"] = False
        return self._after_sales_person_routes(message_dict, routes)

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        super()._routing_handle_bounce(email_message, message_dict)
        self.env["after.sales.mail"]._note_bounce(message_dict)

    @api.model
    def _after_sales_robot_routes(self, message_dict, routes, ours):
        """A robot's answer is kept beside what it answers, as a note; anything else it writes is
        noted on the team, and makes nothing."""
        kept = []
        for route in routes:
            name, thread_id, values, _user, _alias = route
            if name not in ours:
                kept.append(route)
            elif thread_id:
                message_dict.update({"message_type": "out_of_office", "is_internal": True})
                kept.append(route)
            else:
                team = self.env["after.sales.team"].browse((values or {}).get("team_id"))
                team.sudo().exists()._note_robot_mail(message_dict)
        return kept

    @api.model
    def _after_sales_person_routes(self, message_dict, routes):
        """One mail makes one return order, whatever mailboxes it was sent to, and none if it
        names one of its sender's."""
        kept, new = [], None
        for route in routes:
            name, thread_id, _values, _user, _alias = route
            if name != RETURN or thread_id:
                kept.append(route)
            elif not new:
                new = route
        if new:
            known = self.env[RETURN]._find_mail_return(message_dict)
            # What is there already is updated and has no defaults.
            kept.append((RETURN, known.id, None, new[3], new[4]) if known else new)
        return kept


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    @api.model
    def _find_mail_return(self, message_dict):
        """:return: the return order that the subject names, if the mail is from its customer"""
        words = re.findall(r"[^\s,;:!?()\[\]#\"'“”„«»]+", message_dict.get("subject") or "")
        sender = email_normalize(message_dict.get("email_from"))
        if not words or not sender:
            return self.browse()
        named = self.sudo().search([("name", "in", words[:SUBJECT_WORDS])])
        return named.filtered(lambda order: sender in order._customer_addresses())[:1]

    def _customer_addresses(self):
        """:return: list of the mail addresses from which the customer of a return may write"""
        company = self.partner_id.commercial_partner_id
        people = company | company.child_ids | self.partner_id
        return people.mapped("email_normalized")
