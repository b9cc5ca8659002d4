from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from ..common import AfterSalesCommon

MAIL = """From: {sender}
To: returns@{domain}
Subject: The sole comes off
Message-ID: <{sender}-1@example.com>
Content-Type: text/plain; charset=utf-8

I bought the shoes last week. What can I do?
"""


@tagged("post_install", "-at_install")
class TestMailIn(AfterSalesCommon, MailCommon):
    """A mail to a team's alias becomes a draft return with its sender and text."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["after.sales.team"].create({"name": "Web", "alias_name": "returns"})

    def _deliver(self, sender):
        mail = MAIL.format(sender=sender, domain=self.alias_domain)
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            new_id = self.env["mail.thread"].message_process(False, mail)
        return self.env["after.sales.return"].browse(new_id)

    def test_known_sender(self):
        order = self._deliver(self.customer.email)
        self.assertRecordValues(
            order,
            [
                {
                    "partner_id": self.customer.id,
                    "team_id": self.team.id,
                    "channel": "email",
                    "state": "draft",
                }
            ],
        )
        self.assertIn("What can I do?", order.description)

    def test_unknown_sender_becomes_a_customer(self):
        order = self._deliver("New.Person@example.org")
        self.assertEqual(order.partner_id.email_normalized, "new.person@example.org")


@tagged("post_install", "-at_install")
class TestMailOut(AfterSalesCommon):
    """Every step tells the customer, by mails that wait in the outbox."""

    def _send_pending(self):
        for mail in self.env["after.sales.mail"].search([]):
            mail._send()

    def test_refusal_mails_the_reason(self):
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        order.refusal_reason = "The tags were cut off."
        order.action_refuse()
        self._send_pending()
        bodies = "".join(order.message_ids.mapped("body"))
        self.assertIn("The tags were cut off.", bodies)
        mails = self.env["after.sales.mail"].search([("return_id", "=", order.id)])
        self.assertEqual(mails.mapped("state"), ["sending", "sending"])

    def test_steps_of_a_refund_are_told_in_order(self):
        order = self._returned((self.shirt, 1))
        self._decide(order)
        order.action_settle()
        self.assertEqual(
            self.env["after.sales.mail"].search([("return_id", "=", order.id)]).template_id,
            self.env["mail.template"].union(
                *(
                    self.env.ref(f"after_sales_returns.mail_template_return_{step}")
                    for step in ("requested", "approved", "received", "settled")
                )
            ),
        )

    def test_a_broken_template_keeps_its_mail_with_the_error(self):
        template = self.env.ref("after_sales_returns.mail_template_return_requested")
        self.patch(
            self.registry["mail.template"], "_check_can_be_rendered", lambda self, **kwargs: None
        )
        template.body_html = '<p t-out="object.no_such_field"/>'
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        with mute_logger("odoo.addons.after_sales_returns.models.customer.after_sales_mail_send"):
            self._send_pending()
        mail = self.env["after.sales.mail"].search([("return_id", "=", order.id)])
        self.assertIn("no_such_field", mail.error)

    def test_a_customer_without_address_is_owed_nothing(self):
        self.customer.email = False
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        self.assertFalse(self.env["after.sales.mail"].search([("return_id", "=", order.id)]))
