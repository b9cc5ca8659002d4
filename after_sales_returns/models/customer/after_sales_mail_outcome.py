from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import html2plaintext

from .after_sales_mail import UNDELIVERED

EXCERPT = 500


class AfterSalesMail(models.Model):
    """What became of a mail: the server took it, refused it, or said later that nobody got it."""

    _inherit = "after.sales.mail"

    def _note_outcome(self, reason):
        """What Odoo's mail queue says of these mails, which it has just tried to send.

        :param reason: str, why a server refused them; empty if it did not say so
        """
        sent = self.filtered(lambda mail: mail.mail_mail_id.state == "sent")
        failed_before = sent.filtered(lambda mail: mail.state == "failed")
        sent._note_sent()
        failed_before._customers_were_reached()
        for mail in self - sent:
            mail._fail(reason or mail.mail_mail_id.failure_reason or "")

    def _note_sent(self):
        for mail in self:
            mail.write(
                {
                    "state": "sent",
                    "error": False,
                    "date_sent": fields.Datetime.now(),
                    "message_ref": mail.mail_mail_id.message_id,
                }
            )

    def _fail(self, reason, withdrawn=False):
        """The customer did not get it: keep it with the reason, and tell who answers for the
        document.

        :param withdrawn: whether somebody took it out of the queue, so that no address is wrong
        """
        self.write({"state": "failed", "error": reason})
        for mail in self:
            mail._tell_of_failure(withdrawn)

    def _tell_of_failure(self, withdrawn):
        document = self._document()
        document.mail_undelivered = True
        user = document._addressee(document.user_id)
        mail = self.with_context(lang=user.lang)
        document.activity_schedule(
            UNDELIVERED,
            summary=mail.env._("The customer did not get “%(mail)s”", mail=mail.template_id.name),
            note=Markup("<p>%s</p><p>%s</p>") % (mail.error or "", mail._failure_remedy(withdrawn)),
            user_id=user.id,
        )

    def _failure_remedy(self, withdrawn):
        """:return: what is to be done about it"""
        if withdrawn:
            return self.env._("Send it again from the outbox, or tell the customer otherwise.")
        return self.env._("Correct the address, or call the customer; then send it again.")

    @api.model
    def _note_bounce(self, message_dict):
        """A server tells that it could not deliver a mail that it took."""
        references = message_dict.get("bounced_msg_ids") or []
        if references:
            bounced = self.sudo().search(
                [("message_ref", "in", references), ("state", "=", "sent")]
            )
            bounced._fail(html2plaintext(message_dict.get("body") or "")[:EXCERPT].strip())


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Odoo may delete these mails now: what became of ours is noted before."""
        owed = self.env["after.sales.mail"].sudo().search([("mail_mail_id", "in", self.ids)])
        owed._note_outcome(failure_reason or "")
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )

    def cancel(self):
        """Somebody cancels what is not sent yet."""
        lost = self._after_sales_under_way()
        result = super().cancel()
        lost._fail(self.env._("It was cancelled in the queue of outgoing mails."), withdrawn=True)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_tells_outbox(self):
        """Somebody deletes what is not sent yet."""
        self._after_sales_under_way()._fail(
            self.env._("It was deleted from the queue of outgoing mails."), withdrawn=True
        )

    def _after_sales_under_way(self):
        """:return: the mails of the outbox that these are to bring"""
        owed = self.env["after.sales.mail"].sudo()
        return owed.search([("mail_mail_id", "in", self.ids), ("state", "=", "sending")])


class AfterSalesAddresseeMixin(models.AbstractModel):
    _inherit = "after.sales.addressee.mixin"

    mail_undelivered = fields.Boolean(
        string="Mail Not Delivered",
        readonly=True,
        copy=False,
        help="The customer did not get a mail about it.",
    )

    def action_send_mails_again(self):
        """Send once more what the customers did not get, for instance to a new address."""
        self.check_access("write")
        mails = self.env["after.sales.mail"].sudo()
        kind = mails._kinds().get(self._name)
        if kind:  # of other documents customers hear nothing
            field_name, _prefix = kind
            mails.search([(field_name, "in", self.ids), ("state", "=", "failed")])._requeue()
        return True

    def _is_mail_due(self, _step):
        """Whether the mail of a step still tells what is so; see ``after.sales.mail``."""
        self.ensure_one()
        return True
