# What people write is not translated.
# pylint: disable=translation-required
from email.message import EmailMessage

from odoo.tests import BaseCase, new_test_user, tagged
from odoo.tools import email_normalize, mute_logger

from odoo.addons.mail.tests.common import MailCommon

from ...robot_mail import is_robot
from ..common import AfterSalesCommon
from .mail_corpus import CORPUS, as_message

LOGS = ("odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail")
MESSAGE = "after_sales_returns.mail_activity_data_message"


class MailInCase(AfterSalesCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls._create_users()
        cls.team = cls.env["after.sales.team"].create(
            {
                "name": "Web",
                "alias_name": "returns-desk",
                "user_id": cls.clerk.id,
                "company_id": cls.company.id,
            }
        )
        cls.returns = cls.env["after.sales.return"]
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        partners = cls.env["res.partner"]
        partners.create({"name": "Tom Ray", "email": "tom@example.net"})
        cls.hotel = partners.create({"name": "Hotel", "is_company": True})
        partners.create({"name": "Ed", "email": "ed@hotel.example", "parent_id": cls.hotel.id})
        for name in ("Otto", "Dora"):
            partners.create(
                {
                    "name": name,
                    "email": f"{name.lower()}@example.com",
                    "company_id": cls.elsewhere.id,
                }
            )
        partners.create({"name": "Dora", "email": "dora@example.com"})

    def _deliver(self, mail, number=0, **names):
        """:return: the new or updated return order, or none"""
        text = as_message(mail, f"returns-desk@{self.alias_domain}", number, **names)
        with mute_logger(*LOGS):
            thread = self.env["mail.thread"].message_process(False, text)
        return self.returns.browse(thread or None)

    def _known(self):
        """A return of the shop's customer, of which something was written, and its names."""
        order = self._create_return(self._sell((self.shirt, 1)), team_id=self.team.id)
        order.action_request()
        message = order.message_post(
            body="Which size?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        return order, {"name": order.name, "id": message.message_id}


@tagged("post_install", "-at_install")
class TestMailCorpus(MailInCase):
    """Mails that people and machines write to a returns mailbox."""

    def test_corpus(self):
        self.assertEqual(len(CORPUS), 41)
        known, names = self._known()
        for number, (title, mail) in enumerate(CORPUS.items()):
            with self.subTest(mail=title):
                before = self.returns.search([])
                order = self._deliver(mail, number, **names)
                made = self.returns.search([]) - before
                self.assertEqual(len(made), int(mail["makes"] == "draft"), made.mapped("name"))
                getattr(self, f"_check_{mail['makes']}")(mail, order, known)
        drafts = self.returns.search([("channel", "=", "email"), ("team_id", "=", self.team.id)])
        self.assertEqual(len(set(drafts.mapped("name"))), len(drafts))
        self.assertEqual(self.team.alias_id.alias_status, "valid")
        self.assertFalse(
            self.env["mail.mail"].search(
                [("body_html", "ilike", "could not be"), ("state", "=", "outgoing")]
            )
        )

    def _check_draft(self, mail, order, _known):
        sender = mail["sender"].split(",")[0]
        address = mail.get("customer", email_normalize(sender))
        self.assertRecordValues(
            order,
            [
                {
                    "state": "draft",
                    "channel": "email",
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertTrue(order.name.startswith("RMA/"), order.name)
        self.assertEqual(order.partner_id.email_normalized, address)
        self.assertIn(order.partner_id.company_id, (self.company, self.company.browse()))
        self.assertEqual(order.message_ids.author_id, order.partner_id)
        self.assertIn(mail.get("says", ""), order.description or "")
        self.assertNotIn("<script", order.description or "")
        self.assertEqual(order.activity_ids.user_id, self.clerk)
        self._check_files(mail, order)

    def _check_files(self, mail, order):
        """What came with the mail is seen by everyone who sees the return order."""
        files = self.env["ir.attachment"].search(
            [("res_model", "=", order._name), ("res_id", "=", order.id)]
        )
        if not mail.get("inline"):
            self.assertEqual(sorted(files.mapped("name")), mail.get("files", []))
        for user in (self.clerk, self.manager, self.sorter):
            self.assertTrue(all(file.with_user(user).raw for file in files))

    def _check_nothing(self, _mail, order, _known):
        self.assertFalse(order)

    def _check_reply(self, mail, order, known):
        self.assertEqual(order, known)
        self.assertRecordValues(
            order.message_ids[0], [{"message_type": "email", "author_id": self.customer.id}]
        )
        activity = order.activity_search([MESSAGE])
        self.assertEqual(activity.user_id, self.clerk)
        activity.unlink()

    def _check_note(self, _mail, order, known):
        self.assertEqual(order, known)
        self.assertTrue(order.message_ids[0].is_internal)
        self.assertFalse(order.activity_search([MESSAGE]))


@tagged("post_install", "-at_install")
class TestRobotMail(BaseCase):
    """What a person wrote is taken, whatever it came through."""

    HUMAN = {
        "plain": {},
        "says that it is no robot": {"Auto-Submitted": "no"},
        "through the group that is the mailbox": {
            "List-Id": "Returns <returns.shop.example>",
            "List-Unsubscribe": "<mailto:x@shop.example>",
            "Precedence": "list",
        },
        "form of a web site": {"From": "no-reply@shop.example", "Reply-To": "fay@example.org"},
        "subject about the office": {"Subject": "Chair for my office"},
        "subject about autumn": {"Subject": "Autumn coat, automatic zip"},
    }
    ROBOT = {
        "answer": {"Auto-Submitted": "auto-replied"},
        "answer of Exchange": {"X-Auto-Response-Suppress": "All"},
        "list of others": {"List-Id": "<deals.news.example>"},
        "list": {"Precedence": "list"},
        "mailbox that nobody reads": {"From": "do-not-reply@shop.example"},
        "its own answer address": {
            "From": "noreply@shop.example",
            "Reply-To": "noreply@shop.example",
        },
        "German": {"Subject": "Abwesenheitsnotiz: Ihre Retoure"},
        "taiwanese": {"Subject": "自動回覆：您的退貨"},
    }

    def test_headers(self):
        for robot, cases in ((False, self.HUMAN), (True, self.ROBOT)):
            for title, headers in cases.items():
                message = EmailMessage()
                own = {"From": "lena@example.com", "To": "returns@shop.example"}
                for header, value in (own | headers).items():
                    message[header] = value
                with self.subTest(title):
                    self.assertIs(is_robot(message), robot)


@tagged("post_install", "-at_install")
class TestMailRouting(MailInCase):
    PLAIN = {"sender": "Lena Fischer <lena@example.com>", "subject": "Return", "body": "Please."}
    ROBOT = {**PLAIN, "headers": {"In-Reply-To": "{id}", "Auto-Submitted": "auto-replied"}}

    def test_a_company_set_later_is_the_mails_company(self):
        self.team.user_id = False
        self.team.company_id = self.elsewhere
        self.assertIn(f"'company_id': {self.elsewhere.id}", self.team.alias_defaults)
        self.team.alias_domain_id = self.mail_alias_domain
        order = self._deliver(self.PLAIN)
        self.assertRecordValues(order, [{"company_id": self.elsewhere.id, "team_id": self.team.id}])
        self.team.company_id = False
        self.assertNotIn("company_id", self.team.alias_defaults)

    def test_defaults_that_somebody_wrote_stay(self):
        self.team.alias_defaults = "{'priority': '1', 'company_id': 0}"
        self.team.company_id = self.company
        self.assertEqual(self._deliver(self.PLAIN).priority, "1")

    def test_a_team_for_every_company_takes_the_senders(self):
        self.team.write({"user_id": False, "company_id": False})
        self.assertEqual(self._deliver(self.PLAIN).company_id, self.company)
        otto = {**self.PLAIN, "sender": "otto@example.com"}
        order = self._deliver(otto, 1)
        self.assertEqual(order.company_id, self.elsewhere)
        self.assertEqual(order.partner_id.company_id, self.elsewhere)

    def test_two_mailboxes_make_one_return(self):
        self.env["after.sales.team"].create({"name": "Two", "alias_name": "service-desk"})
        before = self.returns.search_count([])
        copy = {**self.PLAIN, "headers": {"Cc": f"service-desk@{self.alias_domain}"}}
        self._deliver(copy)
        self.assertEqual(self.returns.search_count([]), before + 1)

    def test_members_who_take_turns_become_responsible(self):
        self.team.write({"member_ids": [(6, 0, self.manager.ids)], "assignment": "take_turns"})
        order = self._deliver(self.PLAIN)
        self.assertEqual(order.user_id, self.manager)
        self.assertEqual(order.activity_ids.user_id, self.manager)

    def test_the_mail_of_a_request_is_handled(self):
        order = self._deliver(self.PLAIN)
        line = self._sell((self.shirt, 1)).order_line
        order.line_ids = [(0, 0, {"sale_line_id": line.id, "quantity": 1})]
        self.assertTrue(order.activity_search([MESSAGE]))
        order.action_request()
        self.assertFalse(order.activity_search([MESSAGE]))

    def test_a_robot_stops_no_clock_and_answers_nothing(self):
        order, names = self._known()
        order.action_await_customer()
        answered = order.date_answered
        self.assertEqual(self._deliver(self.ROBOT, **names), order)
        self.assertTrue(order.awaiting_customer)
        # A colleague who is away answers no request, either.
        other, names = self._known()
        other.date_answered = False
        mail = {**self.ROBOT, "sender": self.clerk.email_formatted}
        self.assertEqual(self._deliver(mail, 2, **names), other)
        self.assertFalse(other.date_answered)
        self.assertEqual(order.date_answered, answered)

    def test_a_robots_mail_is_noted_on_the_team(self):
        self._deliver({**self.PLAIN, "headers": {"Precedence": "bulk"}})
        self.assertIn("written by a machine", self.team.message_ids[0].body)

    def test_other_models_get_the_mails_of_robots(self):
        """Without a return order in it, nothing is different."""
        partner = self.env["res.partner"].create({"name": "List"})
        message = partner.message_post(body="Hello", subtype_xmlid="mail.mt_comment")
        text = as_message(self.ROBOT, "any@example.com", 7, id=message.message_id)
        with mute_logger(*LOGS):
            self.env["mail.thread"].message_process("res.partner", text)
        self.assertRecordValues(
            partner.message_ids[0], [{"message_type": "email", "is_internal": False}]
        )


@tagged("post_install", "-at_install")
class TestMessageReachesSomebody(MailInCase):
    """A customer's message reaches the responsible, else the leader, else the creator."""

    def _write(self, order, author=None, **vals):
        order.message_post(
            body="When do I get my money?",
            author_id=(author or self.customer).id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **vals,
        )
        return order.activity_search([MESSAGE])

    def _order(self, user=None, **vals):
        returns = self.returns.with_user(user or self.env.user)
        return returns.create({"partner_id": self.customer.id, **vals}).sudo()

    def test_whom(self):
        reason_team, store_team = self.env["after.sales.team"].create(
            [
                {"name": "Quality", "user_id": self.manager.id},
                {"name": "North", "user_id": self.clerk.id},
            ]
        )
        reason = self.env["after.sales.reason"].create(
            {"name": "Faulty", "category": "quality", "team_id": reason_team.id}
        )
        other = new_test_user(
            self.env, "asr_other", groups="after_sales_returns.group_after_sales_user"
        )
        line = {"product_id": self.shirt.id, "reason_id": reason.id}
        self.assertEqual(self._write(self._order(other)).user_id, other)
        self.warehouse.after_sales_return_team_id = store_team
        self.assertEqual(self._write(self._order(other)).user_id, self.clerk)
        order = self._order(other, line_ids=[(0, 0, line)])
        self.assertEqual(self._write(order).user_id, self.manager)
        order = self._order(self.clerk, user_id=other.id)
        self.assertEqual(self._write(order).user_id, other)

    def test_one_activity_until_somebody_answers(self):
        order = self._order(user_id=self.clerk.id)
        self._write(order)
        self.assertEqual(len(self._write(order)), 1)
        self.assertIn("Lena Fischer wrote about", order.activity_ids.summary)
        order.with_user(self.clerk).message_post(body="A note", subtype_xmlid="mail.mt_note")
        self.assertTrue(order.activity_search([MESSAGE]))
        order.with_user(self.clerk).message_post(
            body="Tomorrow.", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse(order.activity_search([MESSAGE]))

    def test_also_when_it_is_closed_or_cancelled(self):
        order = self._order(user_id=self.clerk.id)
        order.action_cancel()
        self.assertEqual(self._write(order).user_id, self.clerk)
