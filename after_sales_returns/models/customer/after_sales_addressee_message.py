from markupsafe import Markup

from odoo import api, models
from odoo.tools import html2plaintext

# The activity that waits until staff writes to the customer.
MESSAGE = "after_sales_returns.mail_activity_data_message"
EXCERPT = 300


class AfterSalesAddresseeMixin(models.AbstractModel):
    """What a customer writes about a document reaches somebody, whoever follows it."""

    _inherit = "after.sales.addressee.mixin"

    def _message_post_after_hook(self, message, msg_values):
        """Notes, notifications and what machines answer are nobody's words."""
        super()._message_post_after_hook(message, msg_values)
        if message.message_type not in ("comment", "email"):
            return
        if not self._is_from_staff(message):
            self.sudo()._tell_of_message(message.sudo())
        elif not self._is_note(message):
            self._customer_was_heard()

    @api.model
    def _is_from_staff(self, message):
        author = message.sudo().author_id
        return bool(author) and not author.partner_share

    @api.model
    def _is_note(self, message):
        return message.is_internal or not message.subtype_id or message.subtype_id.internal

    def _tell_of_message(self, message):
        """One activity at a time, however often the customer writes."""
        self.ensure_one()
        if self.activity_search([MESSAGE]):
            return
        user = self._addressee(self.user_id)
        names = {
            "author": message.author_id.name or message.email_from or "",
            "document": self.display_name,
        }
        self.activity_schedule(
            MESSAGE,
            summary=self.with_context(lang=user.lang)._message_summary(names),
            note=Markup("<p>%s</p>") % html2plaintext(message.body or "")[:EXCERPT],
            user_id=user.id,
        )

    def _message_summary(self, names):
        """:param names: dict with ``author`` and ``document``"""
        return self.env._("%(author)s wrote about %(document)s", **names)

    def _customer_was_heard(self):
        """Somebody answered, or did what the customer asked for."""
        self.sudo().activity_unlink([MESSAGE])
